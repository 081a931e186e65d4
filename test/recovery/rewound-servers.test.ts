/** What Pulumi makes for a rewind: one more server beside each that is asked for, and facts for the tenants that go back. */
import assert from "node:assert/strict";
import { factDomain, type TenantFacts } from "../../components/gitops/facts.ts";
import { rules } from "../../policy-pack/rules/index.ts";
import { only } from "../components/mocks.ts";
import { rewoundPlatform } from "../components/platforms.ts";
import { judge } from "../policy/support/judge.ts";

const second = "2026-11-22T10:14:59Z";
const clouds = [
  {
    cloud: "aws",
    type: "aws:rds/instance:Instance",
    inputs: {
      identifier: "longshore-production-database-rewind",
      restoreToPointInTime: { sourceDbInstanceIdentifier: "longshore-production-database", restoreTime: second },
      publiclyAccessible: false,
      storageEncrypted: true,
    },
  },
  {
    cloud: "azure",
    type: "azure-native:dbforpostgresql:Server",
    inputs: { createMode: "PointInTimeRestore", sourceServerResourceId: "database-id", pointInTimeUTC: second },
  },
] as const;

describe("a rewind's server", function () {
  this.timeout(180_000);

  for (const { cloud, type, inputs } of clouds) {
    it(`on ${cloud} has the data of the second, stands beside the live one and may go`, async () => {
      const { resources } = await rewoundPlatform(cloud, second);
      const rewound = only(resources, type, "database-rewind");
      assert.partialDeepStrictEqual(rewound.inputs, inputs);
      assert(!rewound.protect);
      assert(only(resources, type, "dock-database-rewind"));
      assert(only(resources, type, "database").protect);
    });

    it(`on ${cloud} breaks no rule`, async () => {
      const { resources } = await rewoundPlatform(cloud, second);
      const broken = judge(rules, resources).violations.filter(({ urn }) => urn.includes("-rewind"));
      assert.deepEqual(broken, []);
    });
  }

  it("is named to the tenants that go back, and to nobody else", async () => {
    const { resources } = await rewoundPlatform("aws", second);
    const { metadata } = only(resources, "kubernetes:core/v1:Secret", "argocd-cluster").inputs;
    const facts: unknown = Reflect.get(Object(metadata), "annotations");
    const tenants: readonly TenantFacts[] = JSON.parse(String(Reflect.get(Object(facts), `${factDomain}/tenants`)));
    assert.deepEqual(
      tenants.map(({ name, rewindHost, rewindTo }) => [name, rewindHost !== "", rewindTo]),
      [
        ["harbor", true, second],
        ["dock", true, second],
        ["pier", false, ""],
      ],
    );
  });
});
