/** A stack's state as a destroy looks at it: what is protected, which cluster there is, and the way into it. */
import * as z from "zod";

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  custom: z.boolean().default(false),
  protect: z.boolean().default(false),
  parent: z.string().optional(),
  provider: z.string().optional(),
  dependencies: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});
const exported = z.object({ deployment: z.object({ resources: z.array(resource).default([]) }) });

export type StateResource = z.output<typeof resource>;

/** @param document  what `pulumi stack export` prints, parsed; secrets may stay encrypted */
export const parseState = (document: unknown): readonly StateResource[] =>
  exported.parse(document).deployment.resources;

/** What exists in a cloud or a cluster: neither components nor providers nor values of Pulumi's own making. */
export const realOnes = (state: readonly StateResource[]): readonly StateResource[] =>
  state.filter(({ custom, type }) => custom && !/^(pulumi|random):/.test(type));

/**
 * The kubeconfig that the hand-over to Argo CD used; it holds no credential.
 * @returns nothing where the state has no object of the cluster, so that there is nothing to drain
 */
export function kubeconfigOf(state: readonly StateResource[]): string | undefined {
  if (!state.some(({ type }) => type.startsWith("kubernetes:"))) return undefined;
  const provider = state.find(({ type }) => type === "pulumi:providers:kubernetes");
  const { kubeconfig } = provider?.inputs ?? {};
  return typeof kubeconfig === "string" ? kubeconfig : undefined;
}

/** Names of EKS clusters that AWS would refuse to delete. */
export const protectedClusters = (state: readonly StateResource[]): readonly string[] =>
  state
    .filter(({ type, inputs }) => type === "aws:eks/cluster:Cluster" && inputs.deletionProtection === true)
    .map(({ outputs }) => String(outputs.name));

/** ARNs and ids under which the cloud itself knows what the state holds. */
export const cloudIds = (state: readonly StateResource[]): ReadonlySet<string> =>
  new Set(state.flatMap(({ id, outputs }) => [id, outputs.arn].filter((each) => typeof each === "string")));
