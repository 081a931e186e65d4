import assert from "node:assert/strict";
import { costBy, type Estimate, estimate } from "../../operations/cost/estimate.ts";
import { parseResources } from "../../operations/cost/resources.ts";
import { standardPlatform } from "../components/platforms.ts";
import { database, inCluster, platform, resource } from "./resources.ts";

describe("the estimate of a stack", () => {
  // Worked out by hand from the price list: quantity × price × 730 hours.
  const golden: readonly (readonly [component: string, what: string, quantity: number, monthly: number])[] = [
    ["Database", "PostgreSQL db.m7g.2xlarge", 2, 984.04],
    ["Cluster", "node m6i.2xlarge", 3, 840.96],
    ["Cache", "Valkey cache.m7g.large", 3, 276.82],
    ["Cluster", "EKS Auto Mode, about 12 % of node m6i.2xlarge", 3, 100.92],
    ["Cluster", "EKS cluster", 1, 73],
    ["Network", "NAT gateway", 2, 65.7],
    ["Database", "PostgreSQL storage, gp3, Multi-AZ", 200, 46],
    ["Network", "interface endpoint in a zone", 3, 21.9],
    ["Cluster", "network load balancer", 1, 16.43],
    ["Cluster", "public IPv4 address", 3, 10.95],
    ["Network", "public IPv4 address", 1, 3.65],
    ["Secrets", "KMS key", 1, 1],
    ["Dns", "DNS zone", 1, 0.5],
    ["Secrets", "secret", 1, 0.4],
    ["Secrets", "secret", 1, 0.4],
  ];

  it("has a line for each thing that is billed by time, the dearest first", () => {
    const { lines } = estimate(platform, inCluster);
    assert.deepEqual(
      lines.map(({ component, what, quantity, monthly }) => [component, what, quantity, monthly]),
      golden,
    );
  });

  it("is the sum of its lines, in the currency and region of the price list", () => {
    const { monthly, currency, region, notPriced } = estimate(platform, inCluster);
    assert.deepEqual({ monthly, currency, region }, { monthly: 2442.67, currency: "USD", region: "us-east-1" });
    assert.deepEqual(notPriced, []);
  });

  it("splits the sum by component, business unit, environment and tenant", () => {
    const result = estimate(platform, inCluster);
    assert.deepEqual(costBy(result, "tenant"), [
      { name: undefined, monthly: 2442.27 },
      { name: "harbor", monthly: 0.4 },
    ]);
    assert.deepEqual(costBy(result, "businessUnit"), [
      { name: "velmora", monthly: 2442.27 },
      { name: "harbor-freight", monthly: 0.4 },
    ]);
    assert.deepEqual(costBy(result, "environment"), [{ name: "production", monthly: 2442.67 }]);
    assert.deepEqual(costBy(result, "component").slice(0, 2), [
      { name: "Cluster", monthly: 1042.26 },
      { name: "Database", monthly: 1030.04 },
    ]);
  });

  it("charges a Multi-AZ database twice, server and storage", () => {
    const single = estimate([database({ multiAz: false })]);
    const double = estimate([database({ multiAz: true })]);
    assert.deepEqual(
      single.lines.map(({ monthly }) => monthly),
      [492.02, 23],
    );
    assert.equal(double.monthly, single.monthly * 2);
  });

  it("lists what is billed by use, and leaves it out of the sum", () => {
    const { monthly, usage } = estimate([resource("aws:s3/bucket:Bucket", "ObjectStore")]);
    assert.equal(monthly, 0);
    assert(usage.some(({ what, amount }) => what === "objects in S3 Standard" && amount === 0.023));
  });

  it("leaves out what is being deleted", () => {
    const { urn, type, inputs, outputs } = database();
    const resources = [
      { urn, type, inputs, outputs },
      { urn, type, inputs, outputs, delete: true },
    ];
    const result = estimate(parseResources({ version: 3, deployment: { resources } }));
    assert.equal(result.lines.find(({ what }) => what.includes("db.m7g"))?.quantity, 2);
  });

  it("finds a read replica's server and storage in what the cloud made of it", () => {
    const { inputs, outputs, ...rest } = database();
    const { engine, allocatedStorage, multiAz: _, ...own } = inputs;
    const replica = { ...rest, inputs: own, outputs: { ...outputs, engine, allocatedStorage } };
    assert.equal(estimate([replica]).monthly, 515.02);
  });
});

describe("what the estimate has no price for is listed, never zero:", () => {
  const gapsOf = (result: Estimate) => result.notPriced.map(({ what }) => what);

  it("a type that nobody has put into the table", () => {
    const type = "aws:lambda/function:Function";
    assert.deepEqual(gapsOf(estimate([resource(type, "Network")])), [type]);
  });

  it("a size without a price", () => {
    const result = estimate([database({ instanceClass: "db.m7g.4xlarge" })]);
    assert.deepEqual(gapsOf(result), ["rds.db.m7g.4xlarge"]);
    assert.deepEqual(
      result.lines.map(({ what }) => what),
      ["PostgreSQL storage, gp3, Multi-AZ"],
    );
  });

  for (const [what, odd] of Object.entries({
    "another storage type": { storageType: "io2" },
    "another engine": { engine: "mysql" },
    "Performance Insights beyond the free week": { performanceInsightsRetentionPeriod: 31 },
    "storage of unknown size": { allocatedStorage: undefined },
  }))
    it(`a database with ${what}`, () => {
      const [name = ""] = Object.keys(odd);
      const { notPriced, lines } = estimate([database(odd)]);
      assert.deepEqual(lines, []);
      assert.match(notPriced[0]?.why ?? "", new RegExp(name));
    });

  it("nodes that nobody counted, and nodes of another type", () => {
    const cluster = resource("aws:eks/cluster:Cluster", "Cluster");
    assert.deepEqual(gapsOf(estimate([cluster])), ["nodes and load balancers"]);
    const nodes = { "c9x.large": 2 };
    assert.deepEqual(gapsOf(estimate([cluster], { nodes, loadBalancers: 0, zones: 3 })), ["ec2.c9x.large"]);
  });
});

describe("the estimate of the sample stacks", () => {
  for (const stack of ["aws-development", "aws-staging", "aws-production"])
    it(`${stack}: everything has a price`, async () => {
      const { resources } = await standardPlatform(stack);
      const { monthly, notPriced } = estimate(parseResources({ deployment: { resources } }), inCluster);
      assert.deepEqual(notPriced, []);
      assert(monthly > 500, `${monthly}`);
    });
});
