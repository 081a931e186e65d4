/** `longshore simulator alter`: drift on order, for whoever wants to see what finds it and takes it back. */

import { parseArgs } from "node:util";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { workTree } from "../../simulator/paths.ts";
import { connectSimulator } from "../../simulator/start.ts";
import { findStack, readStacks } from "../stacks.ts";
import { exportState, resourcesOf, type StateResource } from "../state.ts";
import { nameOf } from "../urn.ts";

/** @returns the exit code */
export async function alter(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { stack: { type: "string", default: "aws-production" }, delete: { type: "boolean", default: false } },
  });
  const [name, ...assignments] = positionals;
  if (name === undefined || (assignments.length === 0) !== values.delete)
    throw new Error("name a resource, and either values such as tags.owner=somebody or --delete");
  const { stack, account, region } = findStack(readStacks(workTree), values.stack);
  const simulator = connectSimulator();
  const environment = withPath(engineHome(simulator.paths), await simulator.environment(account, region));
  const state = await exportState({ folder: workTree, stack, environment });
  const { type, id, urn } = findResource(resourcesOf(state), name);
  await simulator.alter(region, { type, id, account, set: values.delete ? null : parseAssignments(assignments) });
  console.log(`${urn}\n${values.delete ? "deleted" : "altered"} past Pulumi; \`npx longshore drift\` finds it.`);
  return 0;
}

/**
 * A resource of the clouds; what stands in the cluster is altered there.
 * @param name  its name, its URN, or any end of it that begins with a type
 * @throws Error with what there is, where that is none or several
 */
export function findResource(
  resources: readonly StateResource[],
  name: string,
): StateResource & { readonly id: string } {
  const named = ({ type, urn }: StateResource) =>
    /^(aws|azure-native):/.test(type) && [`::${name}`, `$${name}`].some((end) => `::${urn}`.endsWith(end));
  const found = resources.flatMap(({ id, ...resource }) => (id && named(resource) ? [{ ...resource, id }] : []));
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const choice = found.map(({ type, urn }) => `  ${type}::${nameOf(urn)}`);
  throw new Error(
    only ? [`several resources are called ${name}; say which:`, ...choice].join("\n") : `the stack has no ${name}`,
  );
}

/**
 * @param assignments  such as `size=3` or `tags.owner=somebody`; what is no JSON is text
 * @throws Error for one without `=`
 */
export const parseAssignments = (assignments: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    assignments.map((assignment) => {
      const at = assignment.indexOf("=");
      if (at < 1) throw new Error(`found ${assignment}; fits PATH=VALUE, for example tags.owner=somebody`);
      return [assignment.slice(0, at), jsonOrText(assignment.slice(at + 1))];
    }),
  );

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
