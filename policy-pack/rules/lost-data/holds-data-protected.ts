import { bucket, isWebsite } from "../../aws/buckets.ts";
import { isCopy as isInstanceCopy } from "../../aws/instances.ts";
import { holdsObjects } from "../../azure/accounts.ts";
import { isCopy as isServerCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const holders = [
  "aws:rds/instance:Instance",
  "aws:kms/key:Key",
  "aws:secretsmanager/secret:Secret",
  "aws:route53/zone:Zone",
];

const azureHolders = [
  types.databaseServer,
  types.blobContainer,
  types.vault,
  types.vaultKey,
  types.secret,
  "azure-native:dns:Zone",
];

export const holdsDataProtected: Rule = {
  name: "holds-data-protected",
  threat: "lost-data",
  level: "mandatory",
  severity: "critical",
  description: "What holds data, and what data cannot be read without, is protected in Pulumi",
  why: "A destroy, a rename or a replacement would delete it without a question",
  frameworks: [pillar("reliability"), azurePillar("reliability")],
  remedy: "keep protect: true; only `longshore retire` takes it off",
  checks: {
    aws: [
      onResource(holders, (subject) =>
        isInstanceCopy(subject) ? [] : findingIf(!subject.protect, "protect", "false", "true"),
      ),
      // Pages are published anew from where they were made.
      inStack(bucket, (subject, stack) =>
        findingIf(!subject.protect && !isWebsite(stack, subject), "protect", "false", "true"),
      ),
      // The same on both clouds, so it stands here once: backups cannot be read without it (components/tenant.ts).
      onResource("random:index/randomPassword:RandomPassword", ({ name, protect }) =>
        findingIf(name.endsWith("-repository") && !protect, "protect", "false", "true"),
      ),
    ],
    azure: [
      onResource(azureHolders, (subject) =>
        findingIf(!isServerCopy(subject) && !subject.protect, "protect", "false", "true"),
      ),
      onResource(types.storageAccount, (account) =>
        findingIf(holdsObjects(account) && !account.protect, "protect", "false", "true"),
      ),
      // Azure deletes a group with all that is in it.
      inStack(types.resourceGroup, (group, stack) => {
        const held = [...azureHolders, types.storageAccount]
          .flatMap((type) => stack.linking(group, type, "resourceGroupName"))
          .filter(({ protect }) => protect);
        return findingIf(
          !group.protect && held.length > 0,
          "protect",
          "false",
          `true, because it holds ${held[0]?.name}`,
        );
      }),
    ],
  },
};
