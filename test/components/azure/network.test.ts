import assert from "node:assert/strict";
import * as z from "zod";
import { ofType, only } from "../mocks.ts";
import { standardPlatform } from "../platforms.ts";

const subnets = z.array(
  z.looseObject({
    name: z.string(),
    addressPrefix: z.string(),
    networkSecurityGroup: z.object({ id: z.string() }),
    natGateway: z.object({ id: z.string() }).optional(),
    delegations: z.array(z.object({ name: z.string(), serviceName: z.string() })).optional(),
    defaultOutboundAccess: z.boolean(),
  }),
);
const rules = z.array(z.looseObject({ name: z.string(), access: z.string(), priority: z.number() }));

async function subnetsOf(stack: string) {
  const { resources } = await standardPlatform(stack);
  return subnets.parse(only(resources, "azure-native:network:VirtualNetwork").inputs.subnets);
}

describe("azure network", () => {
  it("has a subnet for each zone's nodes, each behind its own zone's gateway", async () => {
    const nodes = (await subnetsOf("azure-production")).filter(({ name }) => name.startsWith("application-"));
    assert.deepEqual(
      nodes.map(({ natGateway }) => natGateway?.id),
      [1, 2, 3].map((zone) => `network-nat-${zone}-id`),
    );
  });

  it("has one way out for all where the settings say so", async () => {
    const { resources } = await standardPlatform("azure-development");
    assert.equal(ofType(resources, "azure-native:network:NatGateway").length, 1);
    const nodes = (await subnetsOf("azure-development")).filter(({ name }) => name.startsWith("application-"));
    for (const { natGateway } of nodes) assert.equal(natGateway?.id, "network-nat-1-id");
  });

  it("gives PostgreSQL and the API server subnets of their own, without a gateway", async () => {
    const delegated = (await subnetsOf("azure-production")).filter(({ delegations }) => delegations);
    assert.deepEqual(
      delegated.map(({ name, delegations, natGateway }) => [name, delegations?.[0]?.serviceName, natGateway]),
      [
        ["database-1", "Microsoft.DBforPostgreSQL/flexibleServers", undefined],
        ["management-2", "Microsoft.ContainerService/managedClusters", undefined],
      ],
    );
  });

  it("lets nobody out by Azure's default way, and overlaps no two subnets", async () => {
    const all = await subnetsOf("azure-production");
    for (const { defaultOutboundAccess, networkSecurityGroup } of all) {
      assert.equal(defaultOutboundAccess, false);
      assert.match(networkSecurityGroup.id, /^network-/);
    }
    assert.equal(new Set(all.map(({ addressPrefix }) => addressPrefix)).size, all.length);
  });

  it("ends every security group with a refusal, at priorities that are its own", async () => {
    const { resources } = await standardPlatform("azure-production");
    const groups = ofType(resources, "azure-native:network:NetworkSecurityGroup");
    assert.equal(groups.length, 5);
    for (const { inputs, name } of groups) {
      const own = rules.parse(inputs.securityRules);
      assert.equal(own.at(-1)?.access, "Deny", name);
      assert.equal(new Set(own.map(({ priority }) => priority)).size, own.length, name);
    }
  });

  it("lets the internet reach the application plane's web ports and nothing else", async () => {
    const { resources } = await standardPlatform("azure-production");
    const open = ofType(resources, "azure-native:network:NetworkSecurityGroup").flatMap(({ name, inputs }) =>
      rules
        .parse(inputs.securityRules)
        .filter(({ access, sourceAddressPrefix }) => access === "Allow" && sourceAddressPrefix === "Internet")
        .map(({ destinationPortRanges }) => [name, destinationPortRanges]),
    );
    assert.deepEqual(open, [["network-application", ["80", "443"]]]);
  });

  it("answers for its services' names itself, with each zone linked to it", async () => {
    const { resources } = await standardPlatform("azure-production");
    const zones = ofType(resources, "azure-native:privatedns:PrivateZone").map(({ inputs }) => inputs.privateZoneName);
    const links = ofType(resources, "azure-native:privatedns:VirtualNetworkLink");
    assert.deepEqual(
      links.map(({ inputs }) => inputs.privateZoneName),
      zones,
    );
    assert(zones.includes("longshore-production.private.postgres.database.azure.com"));
    for (const { inputs } of links) assert.equal(inputs.registrationEnabled, false);
  });
});
