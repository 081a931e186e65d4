import assert from "node:assert/strict";
import { createServer } from "node:http";
import { EntraIssuer } from "../../../simulator/azure/entra/tokens.ts";
import { Vaults } from "../../../simulator/azure/vaults.ts";
import { World } from "../../../simulator/world.ts";
import { listen } from "../../support/loopback.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { azurePlace } from "./place.ts";

const vault = `/subscriptions/${azurePlace.account}/resourceGroups/test/providers/Microsoft.KeyVault/vaults/main`;
const secretsUser = "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6";

describe("Key Vault", () => {
  const folder = temporaryFolder();
  const world = new World(folder);
  const entra = new EntraIssuer(folder);
  const vaults = new Vaults(world, entra);
  const server = createServer((request, response) => vaults.answer(request, response, "main.vault.azure.net"));
  let origin = "";

  before(async () => {
    const put = (type: string, id: string, inputs: object, outputs: object) =>
      world.put({ type: `azure-native:${type}`, id, ...azurePlace, inputs: { ...inputs }, outputs: { ...outputs } });
    put("keyvault:Vault", vault, {}, { name: "main" });
    for (const name of ["harbor", "velmora"]) {
      const secretUri = `https://main.vault.azure.net/secrets/${name}`;
      put(
        "keyvault:Secret",
        `${vault}/secrets/${name}`,
        { properties: { value: `of ${name}` } },
        { properties: { secretUri } },
      );
    }
    const assignment = { scope: `${vault}/secrets/harbor`, principalId: "harbor", roleDefinitionId: secretsUser };
    put("authorization:RoleAssignment", `${vault}/providers/Microsoft.Authorization/roleAssignments/1`, assignment, {});
    origin = `http://127.0.0.1:${await listen(server)}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    removeFolder(folder);
  });

  const ask = (path: string, aud?: string) => {
    const token = aud && entra.issue({ iss: "i", aud, sub: "s", oid: "harbor", appid: "a", tid: "t" }, 60);
    return fetch(`${origin}${path}?api-version=7.4`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  };

  it("tells a client without a token where to get one", async () => {
    const { status, headers } = await ask("/secrets/harbor");
    assert.equal(status, 401);
    assert.match(
      headers.get("www-authenticate") ?? "",
      /authorization="https:\/\/login\.microsoftonline\.com\/.+", resource="https:\/\/vault\.azure\.net"/,
    );
  });

  it("hands over the secret that a role assignment names, and no other", async () => {
    const answer: unknown = await (await ask("/secrets/harbor", "https://vault.azure.net")).json();
    assert.ok(typeof answer === "object" && answer !== null && "value" in answer);
    assert.equal(answer.value, "of harbor");
    assert.equal((await ask("/secrets/velmora", "https://vault.azure.net")).status, 403);
  });

  it("takes no token that was made for another service", async () => {
    assert.equal((await ask("/secrets/harbor", "https://storage.azure.com")).status, 401);
  });
});
