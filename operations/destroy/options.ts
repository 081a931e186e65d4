/** What `longshore destroy` can be told. */
import { parseArgs } from "node:util";

export const usage = `longshore destroy --stack STACK [--yes] [--report FILE]

  Takes a platform's compute away and keeps its data: Argo CD hands back what it made in the cloud, then Pulumi destroys
  all that is not protected. It can be stopped and run again; the next \`pulumi up\` brings the platform back.

  --yes           does it; without, it says what would go and changes nothing
  --report FILE   writes the summary as JSON as well`;

export interface Options {
  readonly stack: string;
  readonly yes: boolean;
  readonly report: string | undefined;
}

/** @throws Error that says what is missing or unknown */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { stack: { type: "string" }, yes: { type: "boolean", default: false }, report: { type: "string" } },
  });
  const { stack, yes, report } = values;
  if (!stack) throw new Error(`--stack: which stack?\n\n${usage}`);
  return { stack, yes, report };
}
