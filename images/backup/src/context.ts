/** What every command gets, and what it gives back. */
import { join } from "node:path";
import { Files } from "./rclone.ts";
import { Repository } from "./restic.ts";
import { count, type Environment, required } from "./settings.ts";
import type { Tools } from "./tools.ts";

export interface Context {
  readonly environment: Environment;
  readonly tools: Tools;
  /** One line of progress. */
  readonly say: (text: string) => void;
}

/** What stands in the result line, and as far as it is a number in the metrics. */
export type Result = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export type Command = (context: Context) => Promise<Result>;

/** Parallel connections where `JOBS` is not set. */
const standardJobs = 2;

export const jobsOf = ({ environment }: Context): number => count(environment, "JOBS", standardJobs, 1);

/** Folder of this command below `SCRATCH`. */
export function scratchOf({ environment }: Context, command: string): string {
  return join(required(environment, ["SCRATCH"]).SCRATCH, command);
}

export function repositoryOf({ environment, tools }: Context): Repository {
  const { TENANT } = required(environment, ["TENANT", "RESTIC_REPOSITORY", "RESTIC_PASSWORD"]);
  const folder = environment.SCRATCH ?? environment.TMPDIR ?? "/tmp";
  return new Repository(tools, TENANT, join(folder, "restic-cache"));
}

export function filesOf({ environment, tools }: Context): Files {
  return new Files(tools, required(environment, ["FILES_REMOTE"]).FILES_REMOTE);
}

/** Where `PG*` variables point to; named so that a missing one is found before anything starts. */
export function requireDatabase({ environment }: Context): { readonly PGDATABASE: string } {
  return required(environment, ["PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSSLMODE"]);
}
