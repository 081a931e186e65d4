/** `longshore tenant move`: a tenant's folder in another place, and the road of its data, which no file can take. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { InvalidInput } from "../../stacks/problems.ts";
import { edit } from "./edit.ts";
import { numbered, summary } from "./next.ts";
import { place } from "./place.ts";
import { fields, planMove } from "./plan-move.ts";
import { readPlatforms } from "./platforms.ts";
import { stepsToMove } from "./road.ts";

const names = ["from-stack", "to-stack", "as", ...fields];

/** @returns the exit code */
export function run(args: readonly string[]): number {
  console.log(move(workTree, args));
  return 0;
}

/**
 * @param tree  root of the work tree
 * @returns what was written, and the steps of the road
 * @throws InvalidInput with what would be refused; then nothing is written
 */
export function move(tree: string, args: readonly string[]): string {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
    allowPositionals: true,
  });
  const [name] = positionals;
  if (name === undefined || values["from-stack"] === undefined || positionals.length > 1)
    throw new InvalidInput([{ path: "move", found: args.join(" ") || "nothing", fits: "NAME --from-stack STACK" }]);
  const platforms = readPlatforms(tree);
  const plan = planMove(tree, platforms, name, values);
  const text = edit(readFileSync(plan.old.file, "utf8"), plan.changes);
  const placement = place(tree, platforms, plan.to, plan.name, text, plan.stays);
  const [about, steps] = plan.stays
    ? ["It stays where it is.", ["commit it: Argo CD brings what follows"]]
    : [
        `Nothing has moved yet: ${plan.name} is a second tenant, empty, beside the first.`,
        stepsToMove(plan.from, plan.old.tenant, placement),
      ];
  return [...summary(placement), "", about, "Next:", ...numbered(steps)].join("\n");
}
