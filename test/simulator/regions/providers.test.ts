/** Which calls of the providers reach a region, and which do not. */
import assert from "node:assert/strict";
import { assemble, dismantle } from "../../../simulator/assemble.ts";
import { administratorRole } from "../../../simulator/engine/environment.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import type { Properties, Provider } from "../../../simulator/providers/provider.ts";
import { openProvider } from "../../../simulator/providers/registry.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import { place } from "../../support/simulator.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { azurePlace } from "../azure/place.ts";

const preview = false;
const group = "azure-native:resources:ResourceGroup";
const subject = (type: string, name: string) => ({ type, urn: `urn:pulumi:test::test::${type}::${name}` });
const isOff = (call: string, region: string) => new RegExp(`^RegionOff: ${call}: the region ${region} is switched off`);

describe("providers and a region that is off", function () {
  this.timeout(180_000);
  let folder: string;
  let simulator: Simulator;
  before(async () => {
    folder = temporaryFolder();
    simulator = await assemble(simulatorPaths(folder));
  });
  after(async () => {
    await dismantle(simulator);
    removeFolder(folder);
  });

  async function aws(inputs: Properties): Promise<Provider> {
    const { account } = place;
    const role = administratorRole(account);
    const session = { kind: "session", account, role, session: "test", tags: {}, transitiveTags: [] } as const;
    const { accessKeyId, sessionToken } = simulator.credentials.issueCredentials(session, 900);
    const environment = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SESSION_TOKEN: sessionToken };
    const provider = await openProvider("aws", simulator, environment);
    await provider.configure(inputs);
    return provider;
  }

  describe("of AWS", () => {
    const dead = place.region;
    const alive = "eu-west-1";
    const network = { type: "aws:ec2/vpc:Vpc", inputs: { cidrBlock: "10.0.0.0/16", region: dead } };
    const vpc = subject(network.type, "main");
    let provider: Provider;
    let made: { readonly id: string; readonly outputs: Properties };
    before(async () => {
      provider = await aws({ region: alive });
      made = await provider.create(vpc, network.inputs, preview);
      simulator.world.outages.switch(dead, "off");
    });

    it("fail to create, read, change and delete there", async () => {
      const old = { inputs: network.inputs, outputs: made.outputs };
      const next = { ...network.inputs, tags: { changed: "yes" } };
      const create = provider.create(vpc, network.inputs, preview);
      await assert.rejects(create, isOff("create aws:ec2/vpc:Vpc main", dead));
      await assert.rejects(provider.read(vpc, made.id, old), isOff("read aws:ec2/vpc:Vpc main", dead));
      const update = provider.update(vpc, made.id, old, next, preview);
      await assert.rejects(update, isOff("update aws:ec2/vpc:Vpc main", dead));
      await assert.rejects(provider.delete(vpc, made.id, old), isOff("delete aws:ec2/vpc:Vpc main", dead));
      assert.equal(simulator.world.outages.attempts.filter(({ region }) => region === dead).length, 4);
    });

    it("go on in other regions, and with services that have none", async () => {
      const elsewhere = { ...network.inputs, region: alive };
      assert.ok((await provider.create(vpc, elsewhere, preview)).id);
      const zone = await provider.create(subject("aws:route53/zone:Zone", "main"), { name: "harbor.example" }, preview);
      assert.ok(zone.id);
    });

    it("ask nobody for what they know themselves", async () => {
      const zones = "aws:index/getAvailabilityZones:getAvailabilityZones";
      await assert.rejects(provider.invoke(zones, { region: dead }), isOff(`call ${zones}`, dead));
      const name = await provider.invoke("aws:index/getRegion:getRegion", { region: dead });
      assert.equal(name.region, dead);
    });

    it("cannot even find out their account where the region is their own, unless they are told not to", async () => {
      await assert.rejects(aws({ region: dead }), isOff(`ask sts.${dead}.amazonaws.com`, dead));
      await aws({ region: dead, stsRegion: alive });
      await aws({ region: dead, skipRequestingAccountId: "true" });
    });
  });

  describe("of Azure", () => {
    const dead = azurePlace.region;
    const alive = "westeurope";
    const zone = subject("azure-native:dns:Zone", "main");
    let provider: Provider;
    before(async () => {
      const { account } = azurePlace;
      const environment = {
        ARM_SUBSCRIPTION_ID: account,
        ARM_OIDC_TOKEN: simulator.entra.runnerAssertion(account, 900),
      };
      provider = await openProvider("azure-native", simulator, environment);
      await provider.configure({ subscriptionId: account });
      for (const location of [dead, alive])
        await provider.create(subject(group, location), { resourceGroupName: location, location }, preview);
      simulator.world.outages.switch(dead, "off");
    });
    const identity = (resourceGroupName: string, location: string) =>
      provider.create(
        subject("azure-native:managedidentity:UserAssignedIdentity", "backup"),
        { resourceGroupName, resourceName: "backup", location },
        preview,
      );

    it("fail on what stands there", async () => {
      const type = "azure-native:managedidentity:UserAssignedIdentity";
      await assert.rejects(identity(dead, dead), isOff(`create ${type} backup`, dead));
      const id = `/subscriptions/${azurePlace.account}/resourceGroups/${dead}`;
      const old = { inputs: { resourceGroupName: dead, location: dead }, outputs: {} };
      await assert.rejects(provider.read(subject(group, dead), id, old), isOff(`read ${group} ${dead}`, dead));
      await assert.rejects(provider.delete(subject(group, dead), id, old), isOff(`delete ${group} ${dead}`, dead));
    });

    it("go on elsewhere, and with what is global", async () => {
      assert.ok((await identity(alive, alive)).id);
      const inputs = { resourceGroupName: dead, zoneName: "harbor.example", location: "global" };
      assert.ok((await provider.create(zone, inputs, preview)).id);
    });
  });
});
