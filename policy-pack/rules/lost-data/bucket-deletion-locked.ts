import { holdsObjects, isKept, isLocked } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { cisAzure } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, type Rule } from "../../rule.ts";

export const bucketDeletionLocked: Rule = {
  name: "bucket-deletion-locked",
  threat: "lost-data",
  level: "mandatory",
  severity: "critical",
  description: "What holds objects cannot be deleted by one call",
  why: "Azure deletes a storage account with everything that is in it",
  frameworks: [cisAzure("6.2"), cisAzure("9.3.9")],
  remedy: "keep the policy of components/azure/deletion.ts on every account",
  checks: {
    azure: [
      inStack(types.storageAccount, (account, stack) =>
        findingIf(
          holdsObjects(account) && !isLocked(stack, account) && !isKept(stack, account),
          "policy or lock against deletion",
          undefined,
          "denyAction on the account, or CanNotDelete",
        ),
      ),
    ],
  },
};
