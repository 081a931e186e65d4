import { onNodePools } from "../../azure/node-checks.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const nodesWithoutLogin: Rule = {
  name: "nodes-without-login",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "medium",
  description: "Nobody logs in to a node",
  why: "All who log in by SSH are the same user, and no record tells them apart",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "leave remoteAccess out, keep sshAccess Disabled, and look into a node with kubectl debug",
  checks: {
    aws: [
      onResource("aws:eks/nodeGroup:NodeGroup", ({ inputs }) =>
        inputs.mustLack("remoteAccess.ec2SshKey", "a key that opens every node"),
      ),
    ],
    azure: [...onNodePools((pool) => pool.must("securityProfile.sshAccess", is("Disabled"), "LocalUser"))],
  },
};
