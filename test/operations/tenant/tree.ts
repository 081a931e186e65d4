/** A work tree of its own with the sample stacks and tenants, for commands that write. */
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { workTree } from "../../../simulator/paths.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

const trees: string[] = [];
after("the trees of the tests go", () => trees.forEach(removeFolder));

export function sampleTree(): string {
  const tree = temporaryFolder();
  trees.push(tree);
  mkdirSync(join(tree, "stacks"));
  for (const file of ["Pulumi.yaml", ...readdirSync(join(workTree, "stacks")).filter(isStackFile).map(inStacks)])
    cpSync(join(workTree, file), join(tree, file));
  cpSync(join(workTree, "gitops", "platforms"), join(tree, "gitops", "platforms"), { recursive: true });
  return tree;
}

const isStackFile = (file: string): boolean => /^Pulumi\..+\.yaml$/.test(file);
const inStacks = (file: string): string => join("stacks", file);

/** Every file below `gitops/`, with its text. */
export function filesOf(tree: string): ReadonlyMap<string, string> {
  const folder = join(tree, "gitops");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => join(parentPath, name)).map((file) => [file, readFileSync(file, "utf8")]),
  );
}
