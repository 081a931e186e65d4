/** `longshore tenant add`: a new tenant's folder, if its platform takes it. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { stringify } from "yaml";
import { workTree } from "../../simulator/paths.ts";
import { InvalidInput } from "../../stacks/problems.ts";
import { align } from "../align.ts";
import { type Choice, needed, newTenant, options, type Said } from "./defaults.ts";
import { numbered, stepsToRun, summary } from "./next.ts";
import { place } from "./place.ts";
import { findPlatform, type PlatformTenants, readPlatforms } from "./platforms.ts";

/** @returns the exit code */
export function run(args: readonly string[]): number {
  console.log(add(workTree, args));
  return 0;
}

/**
 * @param tree  root of the work tree
 * @returns what was written, and what to do next
 * @throws InvalidInput with what would be refused; then nothing is written
 */
export function add(tree: string, args: readonly string[]): string {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(["from", ...options].map((name) => [name, { type: "string" as const }])),
    allowPositionals: true,
  });
  const [stack, name] = positionals;
  if (stack === undefined || name === undefined || positionals.length > 2)
    throw new Error("add: which STACK, which NAME?");
  const platforms = readPlatforms(tree);
  const platform = findPlatform(tree, platforms, stack);
  const { text, chosen } = draft(name, values, platform);
  const placement = place(tree, platforms, platform, name, text);
  const look =
    chosen.length > 0 ? ["look through tenant.yaml: the site's hours and its integrations are not in it yet"] : [];
  return [
    ...summary(placement),
    ...(chosen.length > 0 ? ["", "Chosen, because nobody said otherwise:", ...choiceLines(chosen)] : []),
    ...["", "Next:", ...numbered([...look, ...stepsToRun(placement)])],
  ].join("\n");
}

/** @throws InvalidInput where an option is missing, or says what a file says already */
function draft(name: string, { from, ...said }: Said, platform: PlatformTenants) {
  const given = Object.keys(said);
  if (from === undefined) {
    const missing = needed.filter((option) => said[option] === undefined);
    if (missing.length > 0)
      throw new InvalidInput(
        missing.map((option) => ({ path: `--${option}`, found: "nothing", fits: "a value, or --from FILE" })),
      );
    const { document, chosen } = newTenant(name, said, platform);
    return { text: stringify(document, { lineWidth: 0, compat: "yaml-1.1" }), chosen };
  }
  if (given.length > 0)
    throw new InvalidInput(
      given.map((option) => ({ path: `--${option}`, found: "an option beside --from", fits: "the same in the file" })),
    );
  return { text: readFileSync(from, "utf8"), chosen: [] };
}

const choiceLines = (chosen: readonly Choice[]): readonly string[] =>
  align(chosen.map(({ option, value, why }) => [`  --${option}`, value, why]));
