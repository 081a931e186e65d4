/** The ways on which databases of two networks on Azure copy from each other. */
import assert from "node:assert/strict";
import { waitsFor } from "../../components/graph.ts";
import { ofType, only, type Registered } from "../../components/mocks.ts";
import { primary, recovery } from "./pair.ts";

const [stack, of] = ["azure-recovery", "azure-production"];
const peering = "azure-native:network:VirtualNetworkPeering";
const zoneLink = "azure-native:privatedns:VirtualNetworkLink";
const asPrimary = { "longshore:role": "primary" };
const ways = (resources: readonly Registered[]) =>
  resources.filter(({ type, name }) => type === peering || (type === zoneLink && name.startsWith("network-database-")));

interface SecurityRule {
  readonly name: string;
  readonly access: string;
  readonly priority: number;
  readonly sourceAddressPrefix?: string;
  readonly sourceAddressPrefixes?: readonly string[];
  readonly destinationPortRanges?: readonly string[];
}

/** In the order in which Azure looks at them. */
function rulesOf(resources: readonly Registered[], plane: string): readonly SecurityRule[] {
  const { securityRules } = only(resources, "azure-native:network:NetworkSecurityGroup", `network-${plane}`).inputs;
  assert(Array.isArray(securityRules));
  return securityRules.toSorted((one: SecurityRule, other: SecurityRule) => one.priority - other.priority);
}

describe("a recovery on Azure and its primary", function () {
  this.timeout(180_000);

  it("are joined in both directions by the recovery, before its database follows", async () => {
    const { resources } = await recovery(stack, of);
    const [out, back] = [only(resources, peering, "network-out"), only(resources, peering, "network-back")];
    assert.deepEqual(
      [out, back].map(({ inputs }) => [inputs.virtualNetworkPeeringName, inputs.resourceGroupName]),
      [
        ["longshore-production", "longshore-recovery-network"],
        ["longshore-recovery", "longshore-production-network"],
      ],
    );
    const before = waitsFor(only(resources, "azure-native:dbforpostgresql:Server"), resources);
    for (const way of ways(resources)) assert(before.includes(way), way.urn);
    assert.equal(ways(resources).length, 4);
  });

  it("leave what stands in the primary's groups where it is", async () => {
    const { resources } = await recovery(stack, of);
    const kept = ways(resources).flatMap(({ name, retainOnDelete }) => (retainOnDelete ? name : []));
    assert.deepEqual(kept.toSorted(), ["network-back", "network-database-out"]);
  });

  it("stay joined as they are through a switch, which asks nothing of the lost region", async () => {
    const [waiting, switched] = [await recovery(stack, of), await recovery(stack, of, asPrimary)];
    const said = ({ urn, inputs }: Registered) => [urn, inputs];
    assert.deepEqual(ways(switched.resources).map(said), ways(waiting.resources).map(said));
    assert.deepEqual(ways((await primary(of)).resources), []);
  });

  it("let each other's databases in, and nothing else, ahead of what the own network may do", async () => {
    for (const [made, peer, databases] of [
      [await primary(of), "10.76.0.0/16", "10.76."],
      [await recovery(stack, of), "10.72.0.0/16", "10.72."],
    ] as const) {
      const [replicas, peers] = rulesOf(made.resources, "database");
      assert.deepEqual(replicas?.destinationPortRanges, ["5432"]);
      assert(replicas.sourceAddressPrefixes?.every((range) => range.startsWith(databases)));
      assert.deepEqual([peers?.access, peers?.sourceAddressPrefix], ["Deny", peer]);
      for (const plane of ["application", "edge", "management", "observability"]) {
        const [first] = rulesOf(made.resources, plane);
        assert.deepEqual([first?.access, first?.sourceAddressPrefix], ["Deny", peer], plane);
      }
    }
  });

  it("are refused where the primary does not let the recovery in", async () => {
    const facts = { "longshore:link": { primary: { network: { admits: "10.80.0.0/16" } } } };
    await assert.rejects(recovery(stack, of, facts), /write longshore:link\.cidr: 10\.76\.0\.0\/16 into the file/);
  });

  it("keep what Azure notes of their zone in a region that neither stands in", async () => {
    const { resources } = await primary(of);
    assert.equal(only(resources, "azure-native:resources:ResourceGroup", "dns").inputs.location, "westeurope");
    assert.equal(ofType(resources, "azure-native:dns:Zone").length, 1);
  });
});
