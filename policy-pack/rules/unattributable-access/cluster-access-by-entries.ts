import * as types from "../../azure/types.ts";
import { azurePillar, cisAks, cisEks, pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const clusterAccessByEntries: Rule = {
  name: "cluster-access-by-entries",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "high",
  description: "Who administers the cluster stands in access entries or role assignments, and nowhere else",
  why: "The maker of a cluster would keep hidden rights, and a ConfigMap could give others away",
  frameworks: [pillar("security"), azurePillar("security"), cisEks("5.5.1"), cisAks("5.5.1")],
  remedy: "keep authenticationMode API and bootstrapClusterCreatorAdminPermissions false; on Azure enableAzureRBAC",
  checks: {
    aws: [
      onResource("aws:eks/cluster:Cluster", ({ inputs }) => [
        ...inputs.must("accessConfig.authenticationMode", is("API"), "CONFIG_MAP"),
        ...inputs.must("accessConfig.bootstrapClusterCreatorAdminPermissions", is(false), true),
      ]),
    ],
    azure: [
      onResource(types.cluster, ({ inputs }) => [
        ...inputs.must("enableRBAC", is(true), true),
        ...inputs.must("aadProfile.managed", is(true), false),
        ...inputs.must("aadProfile.enableAzureRBAC", is(true), false),
        ...inputs.mustLack("aadProfile.adminGroupObjectIDs", "administrators beside the roles"),
      ]),
    ],
  },
};
