/** The way of a platform from running to its data alone. */
import type { Screen } from "../../simulator/toolchain/progress.ts";
import { estimate } from "../cost/estimate.ts";
import { parseResources } from "../cost/resources.ts";
import type { StackPlace } from "../stacks.ts";
import { Steps } from "../start/steps.ts";
import { realOnes } from "../state.ts";
import { checkAccount } from "./account.ts";
import { checkReachable, withCluster } from "./cluster.ts";
import { type Drained, drain } from "./drain/drain.ts";
import { destroyUnprotected, readState } from "./engine.ts";
import { kubeconfigOf } from "./kubeconfig.ts";
import { findLeftovers } from "./leftovers.ts";
import { liftProtection } from "./protection.ts";
import type { Report } from "./report.ts";

/** @throws Error that says what stopped it and how it goes on */
export async function destroyPlatform(place: StackPlace, screen: Screen): Promise<Report> {
  const { stack } = place;
  const began = performance.now();
  const steps = new Steps(screen, 4);
  const { result: before } = await steps.run(
    "State",
    async () => {
      await checkAccount(place);
      return readState(stack);
    },
    (state) => `${realOnes(state).length} resources`,
  );
  const kubeconfig = kubeconfigOf(before);
  const drained = await steps.run(
    "GitOps",
    async (tell) => (kubeconfig === undefined ? null : drainCluster(kubeconfig, tell)),
    (done) => (done ? "drained" : "there is no cluster to drain"),
  );
  const destroyed = await steps.run(
    "Destroy",
    async (tell) => {
      await liftProtection(place, before);
      return destroyUnprotected(stack, before, tell);
    },
    ({ delete: gone }) => `${gone} deleted`,
  );
  const after = await readState(stack);
  const kept = realOnes(after);
  const { result: leftovers } = await steps.run(
    "Leftovers",
    () => findLeftovers(place, after),
    (found) => ("found" in found ? `${found.found.length} found` : "not checked"),
  );
  const { monthly, currency, notPriced, lines } = estimate(parseResources(after));
  return {
    stack,
    drained: drained.result,
    deleted: realOnes(before).length - kept.length,
    kept: countTypes(kept.map(({ type }) => type)),
    cost: { monthly, currency, notPriced, lines },
    leftovers,
    seconds: { drain: drained.seconds, destroy: destroyed.seconds, total: (performance.now() - began) / 1000 },
  };
}

/** @throws Error where the cluster does not answer, or with what did not go in its time */
export const drainCluster = (kubeconfig: string, tell: (step: string) => void): Promise<Drained> =>
  withCluster(kubeconfig, async (api) => {
    await checkReachable(api);
    return drain(api, tell);
  });

/** How many there are of each type, by the last word of its name. */
export function countTypes(types: readonly string[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(types, (type) => type.split(":").at(-1) ?? type);
  return Object.fromEntries([...groups].map(([type, same]) => [type, same.length]));
}
