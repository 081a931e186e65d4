/** The stacks of this work tree, as far as commands must know them; the program itself checks what their files say. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

export interface StackPlace {
  /** Name in `Pulumi.yaml`. */
  readonly project: string;
  readonly stack: string;
  readonly cloud: string;
  readonly account: string;
  readonly region: string;
  /** Whose folder under `gitops/platforms` it follows: its own, or that of the stack which it was made to recover. */
  readonly platform: string;
  /** What Argo CD follows. */
  readonly branch: { readonly repository: string; readonly revision: string };
}

const projectFile = z.looseObject({ name: z.string(), stackConfigDir: z.string() });
const stackFile = z.looseObject({
  config: z.looseObject({
    "longshore:cloud": z.string(),
    "longshore:account": z.string(),
    "longshore:region": z.string(),
    "longshore:link": z.looseObject({ platform: z.string().optional() }).optional(),
    "longshore:gitops": z.looseObject({ repository: z.string(), revision: z.string() }),
  }),
});

/**
 * @param tree  root of the work tree
 * @returns all stacks, by name
 * @throws Error that names the file in which one of these settings is missing
 */
export function readStacks(tree: string): readonly StackPlace[] {
  const { name: project, stackConfigDir } = projectFile.parse(parse(readFileSync(join(tree, "Pulumi.yaml"), "utf8")));
  const names = readdirSync(join(tree, stackConfigDir)).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  return names.sort().map((stack) => {
    const file = join(stackConfigDir, `Pulumi.${stack}.yaml`);
    const { success, data } = stackFile.safeParse(parse(readFileSync(join(tree, file), "utf8")));
    if (!success)
      throw new Error(
        `${file}: longshore:cloud, longshore:account, longshore:region and longshore:gitops must be there`,
      );
    const { config } = data;
    return {
      project,
      stack,
      cloud: config["longshore:cloud"],
      account: config["longshore:account"],
      region: config["longshore:region"],
      platform: config["longshore:link"]?.platform ?? stack,
      branch: config["longshore:gitops"],
    };
  });
}

/** @throws Error with the stacks that there are, where this one is not among them */
export function findStack(stacks: readonly StackPlace[], name: string): StackPlace {
  const found = stacks.find(({ stack }) => stack === name);
  if (found) return found;
  throw new Error(`there is no stack ${name}; there are ${stacks.map(({ stack }) => stack).join(", ")}`);
}
