import { onNodePools } from "../../azure/node-checks.ts";
import { azurePillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import type { Rule } from "../../rule.ts";

export const nodesWithoutLogin: Rule = {
  name: "nodes-without-login",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "medium",
  description: "Nobody logs in to a node",
  why: "All who log in by SSH are the same user, and no record tells them apart",
  frameworks: [azurePillar("security")],
  remedy: "keep sshAccess Disabled, and look into a node with kubectl debug",
  checks: {
    azure: [...onNodePools((pool) => pool.must("securityProfile.sshAccess", is("Disabled"), "LocalUser"))],
  },
};
