/** A check of every pool of nodes, wherever it stands. */
import type { Finding } from "../judge/finding.ts";
import type { Inputs } from "../judge/inputs.ts";
import { onResource, type ResourceCheck } from "../rule.ts";
import { agentPool, cluster } from "./types.ts";

export const onNodePools = (check: (pool: Inputs) => readonly Finding[]): readonly ResourceCheck[] => [
  onResource(agentPool, ({ inputs }) => check(inputs)),
  onResource(cluster, ({ inputs }) => inputs.each("agentPoolProfiles", check)),
];
