/** What still carries the stack's tag in the cloud, and is not in its state: nobody keeps it, and somebody pays for it. */
import * as z from "zod";
import { arm, aws } from "../cloud-cli.ts";
import type { StackPlace } from "../stacks.ts";
import { resourcesOf, type State } from "../state.ts";

/** Either the ids that were found, or why nobody could look. */
export type Leftovers = { readonly found: readonly string[] } | { readonly notChecked: string };

const onAws = z.object({ ResourceTagMappingList: z.array(z.object({ ResourceARN: z.string() })) });
const onAzure = z.object({ value: z.array(z.object({ id: z.string() })) });

export async function findLeftovers(place: StackPlace, state: State): Promise<Leftovers> {
  try {
    return { found: strays(await tagged(place), state) };
  } catch (error) {
    return { notChecked: error instanceof Error ? error.message : String(error) };
  }
}

/** Ids in the cloud that the state does not know, whatever their case: Azure writes the same id in several. */
export function strays(found: readonly string[], state: State): readonly string[] {
  const known = new Set([...cloudIds(state)].map((id) => id.toLowerCase()));
  return found.filter((id) => !known.has(id.toLowerCase()) && !isEnding(id)).sort();
}

/** A deleted secret or key keeps its tags for its recovery time, and is not billed (Secrets Manager and KMS pricing, 2026-11). */
const isEnding = (id: string): boolean => /^arn:aws:(secretsmanager|kms):/.test(id);

async function tagged({ cloud, account, region, stack }: StackPlace): Promise<readonly string[]> {
  if (cloud === "aws") {
    const words = ["resourcegroupstaggingapi", "get-resources", "--tag-filters", `Key=stack,Values=${stack}`];
    const { ResourceTagMappingList } = onAws.parse(await aws(words, region));
    return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
  }
  const filter = encodeURIComponent(`tagName eq 'stack' and tagValue eq '${stack}'`);
  const answer = await arm(`/subscriptions/${account}/resources?api-version=2021-04-01&$filter=${filter}`);
  return onAzure.parse(answer).value.map(({ id }) => id);
}

/** ARNs and ids under which the cloud itself knows what the state holds. */
export const cloudIds = (state: State): ReadonlySet<string> =>
  new Set(
    resourcesOf(state).flatMap(({ id, outputs }) => [id, outputs?.arn].filter((each) => typeof each === "string")),
  );
