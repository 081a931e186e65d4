import assert from "node:assert/strict";
import { ofType, only } from "../mocks.ts";
import { standardPlatform, variedPlatform } from "../platforms.ts";

const assignment = "azure-native:authorization:RoleAssignment";
const credential = "azure-native:managedidentity:FederatedIdentityCredential";

describe("azure identities", () => {
  it("trust one service account of one cluster", async () => {
    const { resources } = await standardPlatform("azure-production");
    assert.partialDeepStrictEqual(only(resources, credential, "tenant-harbor-dump").inputs, {
      issuer: "https://germanywestcentral.oic.prod-aks.azure.com/d/c/",
      subject: "system:serviceaccount:tenant-harbor:backup-dump",
      audiences: ["api://AzureADTokenExchange"],
    });
  });

  it("have one credential each, so that Azure's limit of 20 is never met", async () => {
    const { resources } = await variedPlatform("azure");
    const identities = ofType(resources, credential).map(({ inputs }) => inputs.resourceName);
    assert(identities.length > 60);
    assert.equal(new Set(identities).size, identities.length);
  });

  it("give a role on a resource and never on the subscription", async () => {
    const { resources } = await variedPlatform("azure");
    const scopes = ofType(resources, assignment).map(({ inputs }) => String(inputs.scope));
    assert(scopes.length > 100);
    for (const scope of scopes) assert.doesNotMatch(scope, /^\/subscriptions\/[^/]+$/);
  });

  it("give a role on the whole group with a condition only, but for the zone's own group", async () => {
    const { resources } = await variedPlatform("azure");
    const groups = ofType(resources, assignment).filter(({ inputs }) =>
      /resourceGroups\/[^/]+$/.test(String(inputs.scope)),
    );
    assert(groups.length > 10);
    for (const { name, inputs } of groups)
      assert(inputs.condition !== undefined || String(inputs.scope).endsWith("-dns"), name);
  });

  it("have roles of the platform's own that can be assigned where they are needed and nowhere else", async () => {
    const { resources } = await variedPlatform("azure");
    const roles = ofType(resources, "azure-native:authorization:RoleDefinition");
    const given = ofType(resources, assignment);
    assert(roles.length > 3);
    for (const { name, inputs } of roles) {
      assert.deepEqual(inputs.assignableScopes, [inputs.scope], name);
      assert.match(String(inputs.scope), /\/resourceGroups\/[^/]+$/, name);
      const own = given.filter(({ inputs: { roleDefinitionId } }) =>
        String(roleDefinitionId).endsWith(String(inputs.roleDefinitionId)),
      );
      assert(own.length > 0, name);
      for (const each of own) assert.equal(each.inputs.scope, inputs.scope, each.name);
    }
  });

  it("share no UUID between two assignments or two roles", async () => {
    const { resources } = await variedPlatform("azure");
    for (const [type, input] of [
      [assignment, "roleAssignmentName"],
      ["azure-native:authorization:RoleDefinition", "roleDefinitionId"],
    ] as const) {
      const ids = ofType(resources, type).map(({ inputs }) => inputs[input]);
      assert.equal(new Set(ids).size, ids.length, type);
    }
  });

  it("reach a dedicated tenant's own stores and not the platform's", async () => {
    const { resources } = await variedPlatform("azure");
    const own = ofType(resources, assignment).filter(
      ({ inputs }) => inputs.principalId === "principal-of-tenant-dock-dump",
    );
    assert.deepEqual(
      own.map(({ inputs }) => String(inputs.scope).split("/").at(-1)),
      ["longshore-production-dock-objects"],
    );
  });
});

describe("a dedicated tenant on azure", () => {
  it("has a vault, accounts and a server of its own, with its own tags, reached from the platform's network", async () => {
    const { resources } = await variedPlatform("azure");
    for (const [type, name] of [
      ["keyvault:Vault", "dock-secrets"],
      ["storage:StorageAccount", "dock-objects-backups"],
      ["dbforpostgresql:Server", "dock-database"],
    ]) {
      const { inputs, protect } = only(resources, `azure-native:${type}`, name);
      assert(protect, name);
      assert.partialDeepStrictEqual(inputs.tags, { tenant: "dock", stack: "azure-production" });
    }
    const endpoint = only(resources, "azure-native:network:PrivateEndpoint", "dock-secrets");
    assert.equal(endpoint.inputs.resourceGroupName, "longshore-production-network");
  });

  it("has a pool of machines in each zone that takes no other tenant's pods and pays under its name", async () => {
    const { resources } = await variedPlatform("azure");
    const pools = ofType(resources, "azure-native:containerservice:AgentPool").filter(({ inputs }) =>
      String(inputs.nodeTaints).includes("longshore.dev/tenant"),
    );
    assert.deepEqual(
      pools.map(({ inputs }) => [inputs.availabilityZones, inputs.nodeTaints, inputs.nodeLabels, inputs.minCount]),
      ["1", "2", "3"].map((zone) => [
        [zone],
        ["longshore.dev/tenant=dock:NoSchedule"],
        { "longshore.dev/tenant": "dock" },
        0,
      ]),
    );
    for (const { inputs } of pools) {
      assert.match(String(inputs.agentPoolName), /^[a-z][a-z0-9]{0,11}$/);
      assert.partialDeepStrictEqual(inputs.tags, { tenant: "dock" });
    }
  });
});
