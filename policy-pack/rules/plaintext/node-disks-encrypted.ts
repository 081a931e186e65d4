import { onNodePools } from "../../azure/node-checks.ts";
import { azurePillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import type { Rule } from "../../rule.ts";

export const nodeDisksEncrypted: Rule = {
  name: "node-disks-encrypted",
  threat: "plaintext",
  level: "mandatory",
  severity: "medium",
  description: "Disks and caches of nodes are encrypted on the machine that runs them",
  why: "A node's own disk holds images, logs and scratch files of every tenant",
  frameworks: [azurePillar("security")],
  remedy: "keep enableEncryptionAtHost",
  checks: {
    azure: [...onNodePools((pool) => pool.must("enableEncryptionAtHost", is(true), false))],
  },
};
