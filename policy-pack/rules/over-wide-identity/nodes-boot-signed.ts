import { onNodePools } from "../../azure/node-checks.ts";
import { azurePillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import type { Rule } from "../../rule.ts";

export const nodesBootSigned: Rule = {
  name: "nodes-boot-signed",
  threat: "over-wide-identity",
  level: "advisory",
  severity: "medium",
  description: "A node boots only what is signed",
  why: "Whoever breaks out of a pod would stay in the node past every restart",
  frameworks: [azurePillar("security")],
  remedy: "keep enableSecureBoot and enableVTPM",
  checks: {
    azure: [
      ...onNodePools((pool) => [
        ...pool.must("securityProfile.enableSecureBoot", is(true), false),
        ...pool.must("securityProfile.enableVTPM", is(true), false),
      ]),
    ],
  },
};
