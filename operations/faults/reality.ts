/** Sets what stands in the simulated cloud against what a stack's state says. */
import type { SimulatedResource } from "../../simulator/world.ts";
import { pendingOperations, resourcesOf, type State, type StateResource } from "../state.ts";

export interface Findings {
  /** Resources of the cloud that more than one entry of the state claims. */
  readonly duplicated: readonly string[];
  /** Resources of the cloud that no entry of the state knows. */
  readonly orphaned: readonly string[];
  /** Entries of the state whose resource is not in the cloud. */
  readonly lost: readonly string[];
  /** Operations of which the state does not know how they ended. */
  readonly pending: readonly string[];
}

type Place = Pick<SimulatedResource, "account">;

/**
 * Nothing is wrong where all lists are empty.
 * @param others  of whom else something stands in the account; default nobody
 */
export function findingsOf(
  world: readonly SimulatedResource[],
  state: State,
  { account }: Place,
  others: readonly State[] = [],
): Findings {
  const foreign = new Set(others.flatMap(resourcesOf).map(keyOf));
  const claimed = Map.groupBy(resourcesOf(state).filter(isOfACloud), keyOf);
  const here = world.filter(
    (each) => each.account === account && (claimed.has(keyOf(each)) || !foreign.has(keyOf(each))),
  );
  const standing = new Map(here.map((resource) => [keyOf(resource), resource]));
  return {
    duplicated: [...claimed].filter(([, entries]) => entries.length > 1).map(([key]) => key),
    orphaned: here.filter((found) => !claimed.has(keyOf(found)) && !isExpected(found, claimed)).map(keyOf),
    lost: [...claimed].flatMap(([key, entries]) =>
      // What is left of a replacement may be gone already: the next run finds that out.
      standing.has(key) || entries.every((entry) => entry.delete) ? [] : entries.map(({ urn }) => urn),
    ),
    pending: pendingOperations(state),
  };
}

export const isClean = ({ duplicated, orphaned, lost, pending }: Findings): boolean =>
  [duplicated, orphaned, lost, pending].every((list) => list.length === 0);

/** Type and id, as both sides have them. */
export const keyOf = ({ type, id = "" }: { readonly type: string; readonly id?: string | undefined }): string =>
  `${type} ${id}`;

/**
 * Whether an entry stands for something in a cloud: not a component, a provider, what lives in the state alone, or what was
 * deleted to make room for its replacement.
 */
export const isOfACloud = ({ custom, type, id, pendingReplacement }: StateResource): boolean =>
  custom && id !== undefined && !pendingReplacement && /^(aws|azure-native):/.test(type);

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";

/** What the cloud made by itself, and what it keeps of what was there before. */
function isExpected({ type, id, outputs }: SimulatedResource, claimed: ReadonlyMap<string, unknown>): boolean {
  if (type.startsWith("simulator:") || outputs.partOf !== undefined) return true;
  // Former versions stay in their secret until it goes: `components/aws/secrets.ts` retains them.
  const [secret] = id.split("|");
  return type === versionType && claimed.has(keyOf({ type: secretType, id: secret }));
}
