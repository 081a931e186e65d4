/** `longshore tenant import`: an Odoo that ran elsewhere becomes a tenant that runs already and is empty. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { InvalidInput, show } from "../../stacks/problems.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { bringIn } from "./bring.ts";
import { inCluster } from "./in-cluster.ts";
import { findPlatform, findTenant, readPlatforms } from "./platforms.ts";
import type { Brought } from "./upload.ts";

export interface Wanted extends Brought {
  readonly stack: string;
  readonly tenant: Tenant;
  readonly replace: boolean;
}

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { stack, ...wanted } = readImport(workTree, args);
  const tell = (doing: string) => console.error(`${doing} …`);
  await inCluster(stack, "bring the tenant in", (api) => bringIn(api, { ...wanted, tell }));
  console.log(done(wanted.tenant));
  return 0;
}

/**
 * @param tree  root of the work tree
 * @throws InvalidInput with what stands in the way; nothing was asked of a cloud then
 */
export function readImport(tree: string, args: readonly string[]): Wanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { dump: { type: "string" }, filestore: { type: "string" }, replace: { type: "string" } },
    allowPositionals: true,
  });
  const [stack, name] = positionals;
  const { dump, filestore, replace } = values;
  if (stack === undefined || name === undefined || positionals.length > 2)
    throw new InvalidInput([{ path: "import", found: args.join(" ") || "nothing", fits: "STACK NAME" }]);
  if (dump === undefined || filestore === undefined)
    throw new InvalidInput([{ path: "import", found: args.join(" "), fits: "--dump FILE and --filestore FOLDER" }]);
  const { tenant, file } = findTenant(findPlatform(tree, readPlatforms(tree), stack), name);
  const { copyOf } = tenant.spec;
  if (copyOf !== undefined)
    throw new InvalidInput([
      { path: `${file} spec.copyOf`, found: show(copyOf), fits: `nothing; a copy is filled from ${copyOf}'s backups` },
    ]);
  if (replace !== undefined && replace !== name)
    throw new InvalidInput([{ path: "--replace", found: show(replace), fits: `${name}, whose data may go` }]);
  const problems = [...dumpProblems(dump), ...filestoreProblems(filestore)];
  if (problems.length > 0) throw new InvalidInput(problems);
  return { stack, tenant, dump, filestore, replace: replace !== undefined };
}

function dumpProblems(dump: string) {
  const path = "--dump";
  const stat = statSync(dump, { throwIfNoEntry: false });
  const fits = "a file of pg_dump, custom format or plain SQL (dump.sql of Odoo's zip)";
  if (!stat?.isFile()) return [{ path, found: stat ? `${dump}, which is no file` : `${dump}, which is missing`, fits }];
  if (!["PK", "\x1f\x8b"].includes(beginning(dump))) return [];
  return [{ path, found: `${dump}, which is packed`, fits: `${fits}; unpack it first` }];
}

function filestoreProblems(filestore: string) {
  const stat = statSync(filestore, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return [];
  const found = stat ? `${filestore}, which is no folder` : `${filestore}, which is missing`;
  return [{ path: "--filestore", found, fits: "the folder filestore of Odoo, with ab/abcdef… somewhere below it" }];
}

/** Two bytes. */
function beginning(path: string): string {
  const bytes = Buffer.alloc(2);
  const file = openSync(path, "r");
  readSync(file, bytes);
  closeSync(file);
  return bytes.toString("latin1");
}

const done = ({ metadata: { name }, spec }: Tenant): string =>
  [
    `${name} has its data: every file was compared with its SHA-1 and the invariants hold. Then its upgrade ran, as for a release:`,
    "a backup was taken, restored and checked, the modules of tenant.yaml were installed, and Odoo answers.",
    "",
    `What was uploaded goes by itself after a week. Look at https://${spec.hostname} before people work in it: outgoing mail,`,
    "scheduled actions and integrations are those of the old Odoo.",
  ].join("\n");
