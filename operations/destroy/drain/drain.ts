/** Takes back what GitOps made, in the order in which nothing comes again; each step may be repeated. */
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { removeApplications } from "./applications.ts";
import { liftBudgets } from "./budgets.ts";
import { removeGenerators } from "./generators.ts";
import { type Limits, limits } from "./limits.ts";
import { removeLoadBalancers } from "./load-balancers.ts";
import { removeVolumes } from "./volumes.ts";

/** What a drain removed, by name. */
export interface Drained {
  readonly applicationSets: readonly string[];
  readonly applications: readonly string[];
  readonly loadBalancers: readonly string[];
  readonly volumes: readonly string[];
  /** Volumes that Kubernetes keeps on purpose: they are billed on. */
  readonly retainedVolumes: readonly string[];
  /** Disruption budgets that would have kept nodes from going. */
  readonly budgets: readonly string[];
  /** The cloud's own budgets that allow nothing now. */
  readonly blockingBudgets: readonly string[];
}

/**
 * @param tell  says which step is in hand
 * @throws Error that names what did not go in its time
 */
export async function drain(api: Api, tell: (step: string) => void, seconds: Limits = limits): Promise<Drained> {
  tell("application sets");
  const applicationSets = await removeGenerators(api, seconds.applicationSets);
  tell("applications");
  const applications = await removeApplications(api, seconds);
  tell("load balancers");
  const loadBalancers = await removeLoadBalancers(api, seconds.loadBalancers);
  tell("volumes");
  const { gone: volumes, retained: retainedVolumes } = await removeVolumes(api, seconds.volumes);
  tell("disruption budgets");
  const { lifted: budgets, left: blockingBudgets } = await liftBudgets(api);
  return { applicationSets, applications, loadBalancers, volumes, retainedVolumes, budgets, blockingBudgets };
}
