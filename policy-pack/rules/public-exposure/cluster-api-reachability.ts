import * as types from "../../azure/types.ts";
import { azurePillar, cisAks, cisEks, pillar, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { isWide } from "../../network/ranges.ts";
import { onResource, type Rule } from "../../rule.ts";

/** A public endpoint is open to everybody where no ranges are given. */
function wideRanges(inputs: Inputs, path: string): readonly Finding[] {
  const ranges = inputs.has(path) ? inputs.texts(path) : ["0.0.0.0/0"];
  const wide = ranges.filter(isWide);
  return findingIf(wide.length > 0, path, wide, "ranges of at most 65,536 addresses");
}

export const clusterApiReachability: Rule = {
  name: "cluster-api-reachability",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description: "The Kubernetes API is reached from inside the network, and from outside only by narrow ranges",
  why: "Whoever reaches the API with one stolen token owns every tenant",
  frameworks: [
    securityHub("EKS.1"),
    pillar("security"),
    azurePillar("security"),
    cisEks("5.4.1"),
    cisEks("5.4.2"),
    cisAks("5.4.1"),
    cisAks("5.4.2"),
  ],
  remedy: "set cluster.reachability to { from: network }, or to the ranges of your own runners",
  checks: {
    aws: [
      onResource("aws:eks/cluster:Cluster", ({ inputs }) => [
        ...inputs.must("vpcConfig.endpointPrivateAccess", is(true), false),
        ...inputs.judged(() =>
          inputs.get("vpcConfig.endpointPublicAccess") === false
            ? []
            : wideRanges(inputs, "vpcConfig.publicAccessCidrs"),
        ),
      ]),
    ],
    azure: [
      onResource(types.cluster, ({ inputs }) => [
        ...inputs.judged(() =>
          inputs.get("apiServerAccessProfile.enableVnetIntegration") === true
            ? inputs.mustHave("apiServerAccessProfile.subnetId", "the subnet that belongs to the API server")
            : [],
        ),
        // Commands run in the cluster through Azure's management API, past every range.
        ...inputs.must("apiServerAccessProfile.disableRunCommand", is(true), false),
        ...inputs.judged(() =>
          inputs.get("apiServerAccessProfile.enablePrivateCluster") === true
            ? inputs.must("apiServerAccessProfile.enablePrivateClusterPublicFQDN", is(false), true)
            : wideRanges(inputs, "apiServerAccessProfile.authorizedIPRanges"),
        ),
      ]),
    ],
  },
};
