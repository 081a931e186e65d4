/** Where a tenant's backups are copied to: buckets of the same store, opened with keys of their own. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { foreignAt, repositoryAt, withinAt } from "./object-store.ts";
import type { Environment } from "./run.ts";
import type { Safe } from "./safe.ts";

export interface Receiver {
  /** Of the command `copy`. */
  readonly environment: Environment;
  /** The same with the receiver behind the faulty store. */
  readonly faulty: Environment;
  /** Settings of every other command, for the copy in place of the original. */
  readonly copied: Environment;
  /** Folder in which each object of the copied repository is a file. */
  readonly folder: string;
}

/**
 * @param name  of a place that no other test has
 * @param has   whether it has all of the repository already
 */
export async function receiver(safe: Safe, name: string, has: "nothing" | "all" = "nothing"): Promise<Receiver> {
  const { store, tenant, faulty } = safe;
  const path = `tenants/${name}`;
  if (has === "all") await safe.copy(name);
  const archives = withinAt(store.host, `files/archives/${tenant.name}`);
  await mkdir(join(store.folder, "files/archives"), { recursive: true });
  const environment = (host: string): Environment => ({
    ...store.environment,
    TENANT: tenant.name,
    SCRATCH: join(tenant.folder, "scratch"),
    COPY_FROM: withinAt(store.host, `backups/${safe.path}`),
    ARCHIVE_REMOTE: archives,
    COPY_TO: foreignAt(host, `backups/${path}`),
    COPY_ARCHIVES_TO: foreignAt(host, `files/${name}`),
    RECEIVER: "elsewhere",
    RECEIVER_CLOUD: "aws",
    RECEIVER_REGION: "eu-west-1",
    RECEIVER_IDENTITY: "arn:aws:iam::999988887777:role/receiver",
    RECEIVER_TOKEN_FILE: "/dev/null",
  });
  return {
    environment: environment(store.host),
    faulty: environment(faulty.host),
    copied: {
      RESTIC_REPOSITORY: repositoryAt(store.host, path),
      ARCHIVE_REMOTE: withinAt(store.host, `files/${name}`),
    },
    folder: join(store.folder, "backups", path),
  };
}
