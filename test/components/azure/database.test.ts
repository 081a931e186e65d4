import assert from "node:assert/strict";
import { databaseSku, diskSize } from "../../../components/azure/sizes.ts";
import { waitsFor } from "../graph.ts";
import { ofType, only } from "../mocks.ts";
import { platformWith, standardPlatform, variedPlatform } from "../platforms.ts";

const server = "azure-native:dbforpostgresql:Server";

describe("azure database", () => {
  it("never puts a standby or replicas on a burstable machine, which Azure refuses", () => {
    assert.deepEqual(databaseSku("small", false), { name: "Standard_B2ms", tier: "Burstable" });
    for (const size of ["small", "medium", "large", "xlarge"] as const)
      assert.equal(databaseSku(size, true).tier, "GeneralPurpose", size);
  });

  it("takes disks that Azure has, never smaller than asked", () => {
    assert.deepEqual([20, 32, 33, 200, 5000, 32_767].map(diskSize), [32, 32, 64, 256, 8192, 32_767]);
  });

  it("makes replicas one after the other, when the server has all its parameters", async () => {
    const { resources } = await variedPlatform("azure");
    const parameters = ofType(resources, "azure-native:dbforpostgresql:Configuration").filter(({ name }) =>
      name.startsWith("database-"),
    ).length;
    const [first, second] = ["database-replica-1", "database-replica-2"].map((name) => only(resources, server, name));
    assert(first && second);
    const before = waitsFor(first, resources);
    assert.equal(before.filter(({ type }) => type.endsWith(":Configuration")).length, parameters);
    assert(second.dependencies.includes(first.urn));
    assert.partialDeepStrictEqual(first.inputs, { createMode: "Replica", availabilityZone: "2" });
  });

  it("lets a failover move zones without a change here", async () => {
    const { resources } = await standardPlatform("azure-production");
    assert.deepEqual(only(resources, server).ignoreChanges, [
      "availabilityZone",
      "highAvailability.standbyAvailabilityZone",
    ]);
  });

  it("is reachable by a name of the network's own zone, after the zone is linked", async () => {
    const { resources } = await standardPlatform("azure-production");
    const before = waitsFor(only(resources, server), resources).map(({ name, type }) => `${type} ${name}`);
    assert(before.includes("azure-native:privatedns:VirtualNetworkLink network-database"));
  });

  it("encrypts with a key that it may use already", async () => {
    const { resources } = await standardPlatform("azure-production");
    const before = waitsFor(only(resources, server), resources).map(({ name, type }) => `${type} ${name}`);
    assert(before.includes("azure-native:authorization:RoleAssignment database-key"));
  });

  it("keeps the password secret, in the server and in the vault", async () => {
    const { resources } = await standardPlatform("azure-production");
    assert(only(resources, server).secrets.includes("administratorLoginPassword"));
    assert(
      only(resources, "azure-native:keyvault:Secret", "secrets-database-administrator").secrets.includes("properties"),
    );
  });

  it("takes parameters with a stack's deviations", async () => {
    const { resources } = await variedPlatform("azure");
    const value = (name: string) =>
      only(resources, "azure-native:dbforpostgresql:Configuration", `database-${name}`).inputs.value;
    assert.equal(value("work-mem"), "32768");
    assert.equal(value("azure-accepted-password-auth-method"), "scram-sha-256");
  });

  it("copies backups to the paired region, under a key there, where the tier is cross-region", async () => {
    const { resources } = await platformWith("azure-production", { tier: "cross-region" });
    const { inputs } = only(resources, server);
    assert.partialDeepStrictEqual(inputs.backup, { geoRedundantBackup: "Enabled" });
    assert.match(JSON.stringify(inputs.dataEncryption), /"geoBackupKeyURI":"https:..longshore-produ-[0-9a-f]{8}\./);
    assert.deepEqual(Object.keys(Object(Reflect.get(Object(inputs.identity), "userAssignedIdentities"))).sort(), [
      "database-geo-id",
      "database-key-id",
    ]);
    for (const type of ["keyvault:Vault", "managedidentity:UserAssignedIdentity"])
      assert.equal(only(resources, `azure-native:${type}`, "database-geo").inputs.location, "germanynorth");
    const vaults = ofType(resources, "azure-native:keyvault:Vault").map(({ inputs }) => inputs.vaultName);
    assert.equal(new Set(vaults).size, 2);
  });
});
