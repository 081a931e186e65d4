import assert from "node:assert/strict";
import { createServer } from "node:http";
import { withdrawCopyOrders } from "../../../operations/failback/copy-orders.ts";
import { parseState } from "../../../operations/state.ts";
import { EntraIssuer } from "../../../simulator/azure/entra/tokens.ts";
import { Management } from "../../../simulator/azure/management.ts";
import { World } from "../../../simulator/world.ts";
import { azurePlace } from "../../simulator/azure/place.ts";
import { listen } from "../../support/loopback.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

const group = `/subscriptions/${azurePlace.account}/resourceGroups/objects/providers/Microsoft.Storage/storageAccounts`;
const [here, there] = [`${group}/here`, `${group}/there`];
const type = "azure-native:storage:ObjectReplicationPolicy";

describe("orders to copy blobs that a successor placed", () => {
  const folder = temporaryFolder();
  const world = new World(folder);
  const entra = new EntraIssuer(folder);
  const management = new Management(world, entra, async () => undefined);
  const server = createServer((request, response) => management.answer(request, response));
  let origin = "";
  before(async () => {
    origin = `http://127.0.0.1:${await listen(server)}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    removeFolder(folder);
  });

  const claims = { iss: "i", sub: "s", oid: "o", appid: "a", tid: "t", subscription: azurePlace.account };
  const ask = async (path: string, method = "GET"): Promise<unknown> => {
    const token = entra.issue({ ...claims, aud: "https://management.azure.com" }, 60);
    const response = await fetch(`${origin}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    assert.ok(response.ok, text);
    return JSON.parse(text || "null");
  };
  const state = parseState({
    version: 3,
    deployment: {
      manifest: {},
      resources: [{ urn: "urn:pulumi:a::b::c::here", type: "azure-native:storage:StorageAccount", id: here }],
    },
  });

  it("go from the stack's own accounts; those by which it receives stay, and so do other accounts'", async () => {
    const put = (at: string, name: string, sourceAccount: string) =>
      world.put({
        type,
        id: `${at}/objectReplicationPolicies/${name}`,
        ...azurePlace,
        inputs: { sourceAccount },
        outputs: {},
      });
    put(here, "out", here.toUpperCase());
    put(here, "in", there);
    put(there, "in", here);
    await withdrawCopyOrders(state, ask);
    const left = world.all(type).map(({ id }) => id.replace(`${group}/`, ""));
    assert.deepEqual(left.sort(), ["here/objectReplicationPolicies/in", "there/objectReplicationPolicies/in"]);
    await withdrawCopyOrders(state, ask);
  });
});
