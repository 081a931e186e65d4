/** `longshore tenant generate`: all that follows from the tenants' documents and from their schema. */
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { generateAll } from "./generate.ts";
import { schemaFile, tenantSchema } from "./schema.ts";

/** @returns the exit code */
export function run(args: readonly string[]): number {
  parseArgs({ args: [...args], options: {} });
  const schema = join(workTree, schemaFile);
  writeFileSync(schema, tenantSchema());
  for (const file of [...generateAll(), schema]) console.log(relative(process.cwd(), file));
  return 0;
}
