import { isCopy as isInstanceCopy } from "../../aws/instances.ts";
import { isLocked } from "../../azure/accounts.ts";
import { isCopy as isServerCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { cisAzure, securityHub } from "../../frameworks.ts";
import { is, oneOf } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

export const databaseDeletionProtected: Rule = {
  name: "database-deletion-protected",
  threat: "lost-data",
  level: "mandatory",
  severity: "critical",
  description: "A database cannot be deleted by one call, and what it held is kept",
  why: "A call in the console or by a script passes Pulumi's own protection by",
  frameworks: [securityHub("RDS.8"), cisAzure("6.2")],
  remedy:
    "set deletionProtection, skipFinalSnapshot: false with a finalSnapshotIdentifier, and deleteAutomatedBackups: false; on Azure the lock of components/azure/locks.ts",
  checks: {
    aws: [
      onResource("aws:rds/instance:Instance", ({ inputs }) =>
        isInstanceCopy({ inputs })
          ? []
          : [
              ...inputs.must("deletionProtection", is(true), false),
              ...inputs.must("skipFinalSnapshot", is(false), false),
              ...inputs.must("deleteAutomatedBackups", is(false), true),
              ...inputs.mustHave("finalSnapshotIdentifier", "a name that is used once"),
            ],
      ),
    ],
    azure: [
      onResource(types.lock, ({ inputs }) => inputs.must("level", oneOf("CanNotDelete", "ReadOnly"))),
      inStack(types.databaseServer, (server, stack) =>
        findingIf(
          !isServerCopy(server) && !isLocked(stack, server),
          "management lock",
          undefined,
          "CanNotDelete on the server",
        ),
      ),
    ],
  },
};
