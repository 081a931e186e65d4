import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { billing } from "../../operations/cost/billing-azure.ts";
import { estimate } from "../../operations/cost/estimate.ts";
import { azure } from "../../operations/cost/prices.ts";
import { parseResources } from "../../operations/cost/resources.ts";
import { standardPlatform } from "../components/platforms.ts";
import { resource } from "./resources.ts";

const server = (name: string, mode: string) =>
  resource("azure-native:dbforpostgresql:Server", "Database", {
    sku: { name },
    storage: { storageSizeGB: 256 },
    highAvailability: { mode },
  });
const cluster = (tier: string) =>
  resource("azure-native:containerservice:ManagedCluster", "Cluster", { sku: { name: "Base", tier } });
const cache = (name: string, highAvailability: string) =>
  resource("azure-native:redisenterprise:RedisEnterprise", "Cache", { sku: { name }, highAvailability });

const inCluster = { nodes: { Standard_D2s_v5: 3, Standard_D8s_v5: 2 }, loadBalancers: 2, zones: 3 };

describe("the estimate of a stack on Azure", () => {
  // Worked out by hand from the price list: quantity × price × 730 hours.
  it("has a line for each thing that is billed by time, the dearest first", () => {
    const parts = [cluster("Standard"), server("Standard_D8ds_v5", "ZoneRedundant"), cache("Balanced_B5", "Enabled")];
    const { lines, notPriced, region, asOf } = estimate(parts, inCluster);
    assert.deepEqual(
      lines.map(({ what, quantity, monthly }) => [what, quantity, monthly]),
      [
        ["PostgreSQL Ddsv5, vCPU", 16, 1238.08],
        ["node Standard_D8s_v5", 2, 671.6],
        ["Managed Redis Balanced_B5", 2, 271.56],
        ["node Standard_D2s_v5", 3, 251.85],
        ["AKS cluster, tier Standard", 1, 73],
        ["PostgreSQL storage", 512, 70.14],
        ["load balancer with up to five rules", 1, 18.25],
        ["public IPv4 address", 2, 7.3],
      ],
    );
    assert.deepEqual(notPriced, []);
    assert.deepEqual({ region, asOf }, { region: "germanywestcentral", asOf: azure.asOf });
  });

  it("charges nothing for a cluster of tier Free, and once for a server without a standby", () => {
    assert.equal(estimate([cluster("Free")], { ...inCluster, nodes: {}, loadBalancers: 0 }).monthly, 0);
    assert.equal(estimate([server("Standard_D8ds_v5", "Disabled")]).monthly, 654.11);
  });

  it("lists sizes and nodes without a price", () => {
    const parts = [cluster("Standard"), server("Standard_B2ms", "Disabled"), cache("Balanced_B3", "Disabled")];
    assert.deepEqual(
      estimate(parts, { ...inCluster, nodes: { Standard_X1: 1 } }).notPriced.map(({ what }) => what),
      ["postgresql.Standard_B2ms", "redis.Balanced_B3", "vm.Standard_X1"],
    );
  });

  const gaps = {
    "azure-development": ["postgresql.Standard_B2ms", "redis.Balanced_B3"],
    "azure-staging": ["redis.Balanced_B3"],
    "azure-production": [],
  };
  for (const [stack, expected] of Object.entries(gaps))
    it(`${stack}: everything has a price, but for ${expected.join(", ") || "nothing"}`, async () => {
      const { resources } = await standardPlatform(stack);
      const { monthly, notPriced } = estimate(parseResources({ deployment: { resources } }), inCluster);
      assert.deepEqual(notPriced.map(({ what }) => what).sort(), expected);
      assert(monthly > 500, `${monthly}`);
    });
});

describe("the table of what Azure bills", () => {
  it("has every type that the components register, and no other", () => {
    const folder = join(import.meta.dirname, "..", "..", "components", "azure");
    const types = readdirSync(folder).flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const imported = text.matchAll(
        /import \{ (\w+)(?: as (\w+))?(?:, type \w+)* \} from "@pulumi\/azure-native\/(\w+)\//g,
      );
      return [...imported]
        .filter(([, name, alias]) => text.includes(`new ${alias ?? name}(`))
        .map(([, name, , module]) => `azure-native:${module}:${name}`);
    });
    assert.deepEqual(Object.keys(billing).sort(), [...new Set(types)].sort());
  });
});
