/** All runbooks: a page for each scenario that has a meaning on a stack with tenants. */
import { join } from "node:path";
import { tenantFolders } from "../../stacks/tenant/folders.ts";
import { subjectOf } from "../drill/platform.ts";
import { scenarios } from "../drill/scenarios/index.ts";
import { readStacks } from "../stacks.ts";
import { renderRunbook } from "./page.ts";

/** Where they stand, from the root of the work tree. */
export const runbooksFolder = join("docs", "runbooks");

/**
 * @param tree  root of the work tree
 * @returns Markdown by path from the root
 */
export function runbooks(tree: string): ReadonlyMap<string, string> {
  const places = readStacks(tree).filter(
    ({ stack }) => tenantFolders(join(tree, "gitops", "platforms", stack)).length > 0,
  );
  return new Map(
    places.flatMap((place) => {
      const subject = subjectOf(place);
      return scenarios
        .filter(({ unfit }) => unfit(subject) === undefined)
        .map((scenario) => {
          const path = join(runbooksFolder, place.stack, `${scenario.name}.md`);
          return [path, renderRunbook(scenario, subject)] as const;
        });
    }),
  );
}
