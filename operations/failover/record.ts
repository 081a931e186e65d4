/** Who is primary, as the record says it that both stacks of a link read. The question goes to no region. */
import "../../simulator/dns/use-authority.mjs";
import { primaryRecordName } from "../../components/primary-record.ts";
import { askRecord } from "../../images/backup/src/fence/record.ts";
import { judge, type Verdict } from "../../images/backup/src/fence/verdict.ts";
import { resourcesOf, type State } from "../state.ts";

/** @param domain  DNS zone of the platform */
export const askPrimary = async (domain: string, stack: string): Promise<Verdict> =>
  judge(await askRecord(primaryRecordName(domain)), stack);

/** Whether the last `pulumi up` that came to its end made it a primary: only a primary gives facts. */
export const hasBeenPrimary = (state: State): boolean =>
  resourcesOf(state).some(({ type, outputs }) => type === "pulumi:pulumi:Stack" && outputs?.link !== undefined);

/**
 * What an order to become primary means for a stack that has the role already.
 * @param up  command that carries a role out
 * @returns for people
 * @throws Error where another stack has taken over from it since
 */
export function alreadyPrimary(stack: string, verdict: Verdict, state: State, up: string): string {
  const { kind } = verdict;
  if (kind === "theirs" && hasBeenPrimary(state))
    throw new Error(
      `${verdict.stack} has taken over from ${stack}: the record names it, and what it wrote since is not here. \`npx longshore failback --stack ${stack}\` makes ${stack} follow it; then ${stack} can become primary again.`,
    );
  if (kind === "ours")
    return `${stack} is primary, and the record names it. \`${up}\` finishes what a run left undone.`;
  const why = kind === "theirs" ? `the record still names ${verdict.stack}` : `nobody says who is: ${verdict.why}`;
  return `${stack} has the role primary, and ${why}. \`${up}\` carries it out.`;
}
