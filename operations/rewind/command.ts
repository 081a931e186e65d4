/** `longshore rewind`: sets the second to which tenants' databases go back, or takes it out again. */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { endRewind, setRewind } from "./rewind.ts";

export const usage = `longshore rewind --stack STACK --tenant TENANT [--tenant TENANT…] --to SECOND
longshore rewind --stack STACK --done

  Sets longshore:rewind, for a day on which somebody has spoilt a tenant's data: the next \`pulumi up\` has the cloud make a
  server with the data of that second, and a Job in the tenant's namespace puts the database of then in the place of the
  damaged one, which stays beside it (docs/rewind.md). Other tenants go on.

  --to SECOND  in UTC, for example 2026-11-22T10:14:59Z: the second before it went wrong
  --done       takes the setting out; the next \`pulumi up\` takes the server away`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const options = {
    stack: { type: "string" },
    tenant: { type: "string", multiple: true },
    to: { type: "string" },
    done: { type: "boolean", default: false },
  } as const;
  const { stack, tenant = [], to, done } = parseArgs({ args: [...args], options }).values;
  if (!stack) throw new Error(`--stack: which stack?\n\n${usage}`);
  const place = findStack(readStacks(workTree), stack);
  if (done) console.log(endRewind(place));
  else if (to === undefined || tenant.length === 0) throw new Error(`--tenant and --to: whose, and when?\n\n${usage}`);
  else console.log(setRewind(place, { to, tenants: tenant }));
  return 0;
}
