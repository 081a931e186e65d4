/** The folders of a stack's tenants, one for each, and the document in each. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import { InvalidInput } from "../problems.ts";

/** Names of a stack's tenants, in alphabetical order; a stack may have none yet. */
export function tenantFolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * @param file  a `tenant.yaml`
 * @throws InvalidInput where it is missing or no YAML
 */
export function readDocument(file: string): unknown {
  const refuse = (found: string, fits: string) => new InvalidInput([{ path: file, found, fits }]);
  if (!existsSync(file)) throw refuse("nothing", "a file that describes the tenant");
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof YAMLParseError) throw refuse(error.message.split("\n")[0] ?? "", "a document in YAML");
    throw error;
  }
}
