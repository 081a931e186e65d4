/** `longshore change`: what a preview does, for a reviewer. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { comment } from "./comment.ts";
import { parsePreview } from "./preview.ts";
import { summarise } from "./summary.ts";

export const usage = `longshore change --stack STACK --preview FILE [--pull NUMBER]

  Prints what \`pulumi preview --json\` in FILE would do, and nothing where it does nothing.
  --pull NUMBER   keeps one comment on this pull request up to date instead, in $GITHUB_REPOSITORY with $GITHUB_TOKEN`;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { stack: { type: "string" }, preview: { type: "string" }, pull: { type: "string" } },
  });
  const { stack, preview, pull } = values;
  if (!stack || !preview) {
    console.error(usage);
    return 2;
  }
  const text = summarise(stack, parsePreview(readFileSync(preview, "utf8")));
  if (pull === undefined) {
    if (text !== undefined) console.log(text);
    return 0;
  }
  const {
    GITHUB_REPOSITORY: repository,
    GITHUB_TOKEN: token,
    GITHUB_API_URL: api = "https://api.github.com",
  } = process.env;
  if (!repository || !token) {
    console.error("--pull needs GITHUB_REPOSITORY and GITHUB_TOKEN in the environment; a workflow's `env` sets both");
    return 2;
  }
  console.log(`comment ${await comment({ repository, number: Number(pull), token, api }, stack, text)}`);
  return 0;
}
