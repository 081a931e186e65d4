/**
 * With tenant A's identities on Azure: B's blobs, B's secrets, B's identities. Real requests by curl, with the token that
 * A's pod gets; decided under the role assignments and conditions that Pulumi emitted, by the simulator's evaluation of
 * them; blobs are in Azurite.
 */
import assert from "node:assert/strict";
import { type AzureCaller, azurePod } from "./support/azure.ts";
import { type Answer, clouds } from "./support/clouds.ts";
import { a, b, dedicated } from "./support/world.ts";

const client = (tenant: string, workload: string) => `client-of-tenant-${tenant}-${workload}`;
const [own, theirs] = [`tenants/${a}`, `tenants/${b}`];

describe("breaking out of A on Azure", function () {
  this.timeout(180_000);
  let odoo: AzureCaller;
  let dump: AzureCaller;
  let reader: AzureCaller;
  const account: Record<string, string> = {};
  const vault: Record<string, string> = {};
  before(async () => {
    const { emitted } = await clouds();
    for (const { type, name, inputs } of emitted.azure) {
      if (type.endsWith(":StorageAccount")) account[name] = String(inputs.accountName);
      if (type.endsWith("keyvault:Vault")) vault[name] = String(inputs.vaultName);
    }
    odoo = await azurePod(`tenant-${a}`, "odoo", client(a, "odoo"));
    dump = await azurePod(`tenant-${a}`, "backup-dump", client(a, "dump"));
    reader = await azurePod(`tenant-${a}`, "external-secrets", client(a, "secrets"));
    const victim = await azurePod(`tenant-${b}`, "odoo", client(b, "odoo"));
    assert.equal((await victim.blob("PUT", files(), `files/${theirs}/invoice`, { body: "of B" })).status, 201);
    const written = await odoo.blob("PUT", files(), `files/${own}/invoice`, { body: "of A" });
    assert.equal(written.status, 201, written.text);
  });
  const files = () => account["objects-files"] ?? "";
  const backups = () => account["objects-backups"] ?? "";
  const list = (prefix: string) => `files?restype=container&comp=list&prefix=${encodeURIComponent(prefix)}`;

  describe("blobs", () => {
    it("are A's own to read and list: the requests below can succeed", async () => {
      assert.equal((await odoo.blob("GET", files(), `files/${own}/invoice`)).text, "of A");
      assert.match((await odoo.blob("GET", files(), list(`${own}/`))).text, new RegExp(`<Name>${own}/invoice<`));
      assert.equal((await dump.blob("PUT", backups(), `backups/${own}/locks/1`, { body: "x" })).status, 201);
      assert.equal((await dump.blob("DELETE", backups(), `backups/${own}/locks/1`)).status, 202);
    });

    const refused: readonly (readonly [what: string, ask: () => Promise<Answer>])[] = [
      ["reading B's", () => odoo.blob("GET", files(), `files/${theirs}/invoice`)],
      ["writing among B's", () => odoo.blob("PUT", files(), `files/${theirs}/planted`, { body: "of A" })],
      ["deleting B's", () => odoo.blob("DELETE", files(), `files/${theirs}/invoice`)],
      ["listing B's", () => odoo.blob("GET", files(), list(`${theirs}/`))],
      ["listing by A's prefix without its slash", () => odoo.blob("GET", files(), list(own))],
      ["listing everybody's", () => odoo.blob("GET", files(), "files?restype=container&comp=list")],
      ["reading backups as Odoo", () => odoo.blob("GET", backups(), `backups/${own}/config`)],
      ["reading B's backups", () => dump.blob("GET", backups(), `backups/${theirs}/config`)],
      ["deleting A's backups as who writes them", () => dump.blob("DELETE", backups(), `backups/${own}/config`)],
      ["deleting an archive", () => dump.blob("DELETE", account["objects-archives"] ?? "", `archives/${own}/x`)],
      [
        "reading what is a dedicated tenant's",
        () => odoo.blob("GET", account[`${dedicated}-objects-files`] ?? "", `files/${own}/invoice`),
      ],
    ];
    for (const [what, ask] of refused) {
      it(`refuse ${what}`, async () => {
        const { status, text } = await ask();
        assert.equal(status, 403, text);
        assert.match(text, /AuthorizationPermissionMismatch/);
      });
    }
  });

  describe("secrets", () => {
    it("are A's own to read through External Secrets", async () => {
      const { status, text } = await reader.vault(vault.secrets ?? "", `secrets/tenants--${a}--database`);
      assert.equal(status, 200, text);
      assert.match(text, /password-of-harbor-database/);
    });

    const names: readonly (readonly [vault: string, secret: string])[] = [
      ["secrets", `tenants--${b}--database`],
      ["secrets", `tenants--${b}--backup`],
      ["secrets", "database--administrator"],
      [`${dedicated}-secrets`, `tenants--${dedicated}--odoo`],
    ];
    for (const [store, name] of names) {
      it(`refuse A's secrets identity ${name}`, async () => {
        const { emitted } = await clouds();
        assert(emitted.azure.some(({ inputs }) => inputs.vaultName === vault[store] && inputs.secretName === name));
        assert.equal((await reader.vault(vault[store] ?? "", `secrets/${name}`)).status, 403);
      });
    }

    it("refuse A's secrets identity a list of them, and A's pods even their own", async () => {
      assert.equal((await reader.vault(vault.secrets ?? "", "secrets")).status, 403);
      assert.equal((await odoo.vault(vault.secrets ?? "", `secrets/tenants--${a}--database`)).status, 403);
    });
  });

  describe("identities", () => {
    const claims: readonly (readonly [namespace: string, account: string, client: string])[] = [
      [`tenant-${a}`, "odoo", client(b, "odoo")],
      [`tenant-${a}`, "external-secrets", client(b, "secrets")],
      [`tenant-${a}`, "odoo", client(a, "prune")],
      [`tenant-${a}`, "external-secrets", "client-of-provisioning"],
      ["external-secrets", "external-secrets", client(a, "secrets")],
    ];
    for (const [namespace, account, wanted] of claims) {
      it(`refuse ${namespace}/${account} the identity ${wanted}`, async () => {
        await assert.rejects(azurePod(namespace, account, wanted), /AADSTS700213: No matching federated identity/);
      });
    }
  });
});
