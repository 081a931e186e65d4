import { securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseDeletionProtected: Rule = {
  name: "database-deletion-protected",
  threat: "lost-data",
  level: "mandatory",
  severity: "critical",
  description: "A database cannot be deleted by one call, and leaves a final snapshot",
  why: "A call in the console or by a script passes Pulumi's own protection by",
  frameworks: [securityHub("RDS.8")],
  remedy:
    "set deletionProtection, skipFinalSnapshot: false with a finalSnapshotIdentifier, and deleteAutomatedBackups: false",
  checks: {
    aws: [
      onResource("aws:rds/instance:Instance", ({ inputs }) =>
        inputs.has("replicateSourceDb")
          ? []
          : [
              ...inputs.must("deletionProtection", is(true), false),
              ...inputs.must("skipFinalSnapshot", is(false), false),
              ...inputs.must("deleteAutomatedBackups", is(false), true),
              ...inputs.mustHave("finalSnapshotIdentifier", "a name that is used once"),
            ],
      ),
    ],
  },
};
