import assert from "node:assert/strict";
import { azureDefinition, definitions } from "../../../simulator/azure/catalogue.ts";
import type { AzureDefinition } from "../../../simulator/azure/definition.ts";
import type { Refused } from "../../../simulator/cloud/definition.ts";
import { checkNotHeld, checkReferences } from "../../../simulator/cloud/references.ts";
import { refusedOf } from "../../../simulator/cloud/refused.ts";
import type { Properties, SimulatedResource } from "../../../simulator/world.ts";
import { World } from "../../../simulator/world.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { azurePlace } from "./place.ts";
import { aksCases } from "./refusals/aks.ts";
import { furnish, ids, inGroup, type RefusalCase, server } from "./refusals/case.ts";
import { dataCases } from "./refusals/data.ts";
import { networkCases } from "./refusals/network.ts";
import { postgresqlCases } from "./refusals/postgresql.ts";

const cases = [...networkCases, ...aksCases, ...postgresqlCases, ...dataCases];
/** What every type refuses alike; each has a test of its own below. */
const general = ["ResourceGroupNotFound", "ParentResourceNotFound", "ScopeLocked", "RequestDisallowedByPolicy"];

function definitionOf(type: string): AzureDefinition {
  const definition = azureDefinition(`azure-native:${type}`);
  assert.ok(definition, `${type} is not simulated`);
  return definition;
}

/** What Azure says to a case. */
function answer({ type, inputs, before, deleted }: RefusalCase, world: World): string {
  const definition = definitionOf(type);
  const place = { account: azurePlace.account, region: String(inputs.location ?? azurePlace.region) };
  const standing = before && { type: definition.type, ...place, inputs: before, outputs: before };
  const request = { inputs: definition.complete(inputs), old: undefined, world, ...place };
  const old: SimulatedResource | undefined = deleted
    ? world.find(definition.type, deleted)
    : standing && { ...standing, id: definition.identify(request) };
  try {
    definition.refuse({ ...request, old }, deleted ? "delete" : old ? "update" : "create");
    if (deleted && old) checkNotHeld(definition, old, definitions, world);
    else checkReferences(definition, request.inputs, place, world);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  return "nothing";
}

/** Whether a text is what a row of the catalogue says, whatever stands for its words in angle quotes. */
function isSaid({ code, message }: Refused, text: string): boolean {
  const fixed = message
    .split(/‹[^›]*›|[0-9a-f]{8}-[0-9a-f-]{27}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`Code="${code}" Message="${fixed.join(".*")}"`).test(text);
}

describe("what Azure refuses", () => {
  const folder = temporaryFolder();
  const world = new World(folder);
  before(() => furnish(world));
  after(() => removeFolder(folder));

  for (const each of cases) {
    it(`${each.type}: ${each.says.source}`, () => assert.match(answer(each, world), each.says));
  }

  it("has a case for each refusal of the catalogue", () => {
    const answers = cases.map((each) => ({ each, text: answer(each, world) }));
    const missing = definitions.flatMap((definition) => {
      const own = answers.filter(({ each }) => `azure-native:${each.type}` === definition.type);
      const busy = definition.occupies(standard)?.code;
      return refusedOf(definition, definitions)
        .filter(({ code }) => !general.includes(code) && code !== busy)
        .filter((row) => !own.some(({ text }) => isSaid(row, text)))
        .map(({ code, message }) => `${definition.type} ${code}: ${message}`);
    });
    assert.deepEqual(missing, []);
  });

  it("has a source or a reason for each", () => {
    for (const definition of definitions)
      for (const { code, source } of refusedOf(definition, definitions)) {
        const said = typeof source === "string" ? source : source.believed;
        assert.match(said, /\d{4}-\d\d|no source was found/, `${definition.type} ${code}: ${said}`);
      }
  });

  it("names a resource group and a whole that are missing", () => {
    const nowhere = { ...inGroup, resourceGroupName: "gone", serverName: "s", databaseName: "d" };
    const text = answer({ type: "dbforpostgresql:Database", inputs: nowhere, says: /./ }, world);
    assert.match(text, /ParentResourceNotFound.*the parent resource '.*flexibleServers\/s' could not be found/);
    const alone = answer(
      { type: "dbforpostgresql:Server", inputs: { ...server, resourceGroupName: "gone" }, says: /./ },
      world,
    );
    assert.match(alone, /Code="ResourceGroupNotFound" Message="Resource group 'gone' could not be found\."/);
  });

  it("keeps what is locked, what is in it, and what it is in", () => {
    const type = "azure-native:authorization:ManagementLockByScope";
    const lock = { type, id: `${ids.network}/lock`, ...azurePlace, inputs: { scope: ids.network }, outputs: {} };
    world.put(lock);
    const everything = [
      {
        type: "network:VirtualNetwork",
        inputs: { ...inGroup, virtualNetworkName: "main", addressSpace: { addressPrefixes: [] } },
        deleted: ids.network,
      },
      {
        type: "network:Subnet",
        inputs: { ...inGroup, virtualNetworkName: "main", subnetName: "taken" },
        deleted: ids.taken,
      },
      {
        type: "resources:ResourceGroup",
        inputs: inGroup,
        deleted: `/subscriptions/${azurePlace.account}/resourceGroups/test`,
      },
    ];
    for (const each of everything)
      assert.match(
        answer({ ...each, says: /./ }, world),
        /ScopeLocked.*following scope\(s\) are locked: '.*virtualNetworks\/main'/,
      );
    world.remove(lock);
  });

  it("keeps what a policy keeps, and the group that it is in, and lets its parts go", () => {
    const policy = `/subscriptions/${azurePlace.account}/providers/Microsoft.Authorization/policyDefinitions/keep`;
    const put = (type: string, id: string, inputs: Properties) => {
      const resource = { type: `azure-native:authorization:${type}`, id, ...azurePlace, inputs, outputs: {} };
      world.put(resource);
      return resource;
    };
    const policyRule = {
      if: { field: "type", equals: "Microsoft.Storage/storageAccounts" },
      // biome-ignore lint/suspicious/noThenProperty: Azure's word
      then: { effect: "denyAction", details: { actionNames: ["delete"], cascadeBehaviors: { resourceGroup: "deny" } } },
    };
    const definition = put("PolicyDefinition", policy, { policyRule });
    const assigned = { scope: ids.account("taken"), policyDefinitionId: policy, enforcementMode: "Default" };
    const assignment = put("PolicyAssignment", `${ids.account("taken")}/keep`, assigned);
    const says = /./;
    const inAccount = { ...inGroup, accountName: "taken", kind: "StorageV2", sku: { name: "Standard_ZRS" } };
    const account = { type: "storage:StorageAccount", inputs: inAccount, deleted: ids.account("taken"), says };
    const whole = `/subscriptions/${azurePlace.account}/resourceGroups/test`;
    const kept =
      /Status=403 Code="RequestDisallowedByPolicy".*disallowed by one or more policies.*policyDefinitions\/keep/;
    assert.match(answer(account, world), kept);
    assert.match(answer({ type: "resources:ResourceGroup", inputs: inGroup, deleted: whole, says }, world), kept);
    const rules = `${ids.account("taken")}/objectReplicationPolicies/standing`;
    const between = { sourceAccount: ids.account("taken"), destinationAccount: ids.account("copies"), rules: [] };
    const copying = { ...inAccount, objectReplicationPolicyId: "standing", ...between };
    const part = { type: "storage:ObjectReplicationPolicy", inputs: copying, deleted: rules, says };
    assert.equal(answer(part, world), "nothing");
    put("PolicyAssignment", assignment.id, { ...assigned, enforcementMode: "DoNotEnforce" });
    assert.doesNotMatch(answer(account, world), kept);
    for (const each of [assignment, definition]) world.remove(each);
  });

  it("is only as much as that: a server that breaks no rule is let through", () => {
    assert.equal(answer({ type: "dbforpostgresql:Server", inputs: server, says: /./ }, world), "nothing");
  });

  it("works on one thing at a time where Azure does", () => {
    const busy = definitions.filter((definition) => definition.occupies(standard));
    for (const definition of busy) {
      const other = { ...standard, serverName: "other", virtualNetworkName: "other", resourceName: "other" };
      assert.notEqual(definition.occupies(standard)?.id, definition.occupies(other)?.id);
      const row = refusedOf(definition, definitions).find(({ code }) => code === definition.occupies(standard)?.code);
      assert.ok(row && row.source !== "");
    }
    assert.equal(busy.length, 5);
  });
});

/** Inputs that name all that may be busy. */
const standard = {
  ...inGroup,
  subscription: azurePlace.account,
  resourceName: "one",
  federatedIdentityCredentialResourceName: "one",
  issuer: "i",
  subject: "s",
  audiences: [],
  serverName: "one",
  configurationName: "one",
  value: "1",
  databaseName: "one",
  objectId: "one",
  virtualNetworkName: "one",
  subnetName: "one",
};
