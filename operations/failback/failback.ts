/** A former primary becomes a recovery; what its databases hold stays for whoever looks into what was lost. */
import { workTree } from "../../simulator/paths.ts";
import { compareLink, linkOf, writeLink } from "../link/link.ts";
import { importState } from "../retire/unprotect.ts";
import { exportState } from "../state.ts";
import { formerParts, withoutParts } from "./former.ts";

/**
 * @param yes  whether it is done, or only said
 * @returns what was done and what comes next, for people
 * @throws Error where the other stack is no primary
 */
export async function failBack(stack: string, yes: boolean): Promise<readonly string[]> {
  const { settings, link } = linkOf(stack);
  const { given, peer } = await compareLink(stack);
  const up = `npx pulumi up -s ${stack} --policy-pack policy-pack`;
  if (settings.role === "recovery") {
    if (yes) await writeLink(stack, given);
    return [`${stack} recovers ${peer} already. \`${up}\` carries out what is left of it.`];
  }
  const state = await exportState({ folder: workTree, stack, environment: process.env });
  const former = formerParts(state, link.generation);
  const kept = former.flatMap(({ type, outputs }) => {
    const name = outputs?.identifier ?? outputs?.name;
    return /:(Instance|Server)$/.test(type) ? [`  ${String(name)}`] : [];
  });
  const lines = [`These databases leave Pulumi's state and stay in the cloud, untouched:`, ...kept];
  if (!yes) return [`${stack} would become the recovery of ${peer}.`, ...lines, "Nothing was changed; --yes does it."];
  // The state first: a failback that breaks off after it finds no servers when it is started again, and goes on.
  await importState(stack, withoutParts(state, former));
  await writeLink(stack, given, [
    [["longshore:role"], "recovery"],
    [["longshore:link", "generation"], link.generation + 1],
  ]);
  return [`${stack} is the recovery of ${peer} now.`, ...lines, `Go on with \`${up}\`.`];
}
