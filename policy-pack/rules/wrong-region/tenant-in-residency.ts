import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import { type Subject, stackOf } from "../../judge/subject.ts";
import { plainRegion } from "../../network/regions.ts";
import { onResource, type Rule } from "../../rule.ts";
import { residencies } from "../../tenants/residency.ts";
import { tenantOf } from "../../tenants/tags.ts";

const awsStores = [
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:elasticache/replicationGroup:ReplicationGroup",
];
const azureStores = [types.databaseServer, types.storageAccount, types.vault, types.cacheInstance];

/** Whoever shares a store has data in it; a tag says that one tenant has it alone. */
function outside(store: Subject, region: string): readonly Finding[] {
  const tenant = tenantOf(store);
  const concerned = [...residencies(stackOf(store.urn))].filter(([name]) => tenant === "" || tenant === name);
  return concerned.flatMap(([name, regions]) =>
    findingIf(
      region !== "" && !regions.includes(region),
      "region",
      region,
      `${regions.join(" or ")}, for tenant ${name}`,
    ),
  );
}

export const tenantInResidency: Rule = {
  name: "tenant-in-residency",
  threat: "wrong-region",
  level: "mandatory",
  severity: "critical",
  description: "A store with a tenant's data stands where the tenant was promised",
  why: "Data that has left its country once cannot be called back",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "make the store in a region of spec.residency (gitops/platforms/<stack>/<tenant>/tenant.yaml)",
  checks: {
    aws: [
      onResource(awsStores, (store) =>
        store.inputs.judged(() =>
          outside(store, store.inputs.text("region") || (store.provider?.text("region") ?? "")),
        ),
      ),
    ],
    azure: [
      onResource(azureStores, (store) =>
        store.inputs.judged(() =>
          outside(store, plainRegion(store.inputs.text("location") || (store.provider?.text("location") ?? ""))),
        ),
      ),
    ],
  },
};
