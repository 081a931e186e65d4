/**
 * With tenant A's identities on AWS: B's objects, B's secrets, B's roles. Real requests by curl, signed with what A's pod
 * gets; decided under the IAM and bucket policies that Pulumi emitted, by the simulator's evaluation of them; objects are in
 * a real object store (versitygw).
 */
import assert from "node:assert/strict";
import { awsPod, type Caller } from "./support/aws.ts";
import { type Answer, clouds } from "./support/clouds.ts";
import { a, account, b, dedicated } from "./support/world.ts";

const bucket = (kind: string, owner = "") => `longshore-production-${owner}${kind}-${account}`;
const [files, backups, archives] = ["files", "backups", "archives"].map((kind) => bucket(kind));
const own = `tenants/${a}`;
const theirs = `tenants/${b}`;
const read = (path: string) => ({ headers: { "x-amz-copy-source": path } });
const deletion = (...keys: readonly string[]) =>
  `<Delete>${keys.map((key) => `<Object><Key>${key}</Key></Object>`).join("")}</Delete>`;

function assertDenied({ status, text }: Answer): void {
  assert.equal(status, 403, text);
  assert.match(text, /AccessDenied/);
}

describe("breaking out of A on AWS", function () {
  this.timeout(180_000);
  let odoo: Caller;
  let dump: Caller;
  let prune: Caller;
  let version: string;
  before(async () => {
    [odoo, dump, prune] = await Promise.all(
      ["odoo", "backup-dump", "backup-prune"].map((each) => awsPod(`tenant-${a}`, each)),
    ).then(([one, two, three]) => {
      assert(one && two && three);
      return [one, two, three];
    });
    const victim = await awsPod(`tenant-${b}`, "odoo");
    assert.equal((await victim.s3("PUT", `${files}/${theirs}/invoice`, { body: "of B" })).status, 200);
    const written = await odoo.s3("PUT", `${files}/${own}/invoice`, { body: "of A" });
    assert.equal(written.status, 200, written.text);
    version = written.version;
  });

  describe("objects", () => {
    it("are A's own to read, list, copy and delete: the requests below can succeed", async () => {
      assert.equal((await odoo.s3("GET", `${files}/${own}/invoice`)).text, "of A");
      const list = await odoo.s3("GET", `${files}?list-type=2&prefix=${encodeURIComponent(`${own}/`)}`);
      assert.match(list.text, new RegExp(`<Key>${own}/invoice</Key>`));
      const copy = await odoo.s3("PUT", `${files}/${own}/copy`, read(`${files}/${own}/invoice`));
      assert.equal(copy.status, 200, copy.text);
      assert.equal((await odoo.s3("DELETE", `${files}/${own}/copy`)).status, 204);
      assert.equal((await dump.s3("PUT", `${backups}/${own}/locks/1`, { body: "x" })).status, 200);
      assert.equal((await dump.s3("DELETE", `${backups}/${own}/locks/1`)).status, 204);
      assert.equal((await dump.s3("PUT", `${archives}/${own}/2026-11.dump`, { body: "x" })).status, 200);
    });

    const refused: readonly (readonly [what: string, ask: () => Promise<Answer>])[] = [
      ["reading B's", () => odoo.s3("GET", `${files}/${theirs}/invoice`)],
      ["asking whether B's is there", () => odoo.s3("GET", `${files}/${theirs}/invoice?tagging=`)],
      ["writing among B's", () => odoo.s3("PUT", `${files}/${theirs}/planted`, { body: "of A" })],
      ["deleting B's", () => odoo.s3("DELETE", `${files}/${theirs}/invoice`)],
      ["copying B's to A", () => odoo.s3("PUT", `${files}/${own}/stolen`, read(`${files}/${theirs}/invoice`))],
      ["copying A's over B's", () => odoo.s3("PUT", `${files}/${theirs}/invoice`, read(`${files}/${own}/invoice`))],
      ["listing B's", () => odoo.s3("GET", `${files}?list-type=2&prefix=${encodeURIComponent(`${theirs}/`)}`)],
      [
        "listing by A's prefix without its slash",
        () => odoo.s3("GET", `${files}?list-type=2&prefix=${encodeURIComponent(own)}`),
      ],
      ["listing everybody's", () => odoo.s3("GET", `${files}?list-type=2`)],
      ["listing versions", () => odoo.s3("GET", `${files}?prefix=${encodeURIComponent(`${own}/`)}&versions=`)],
      ["listing buckets", () => odoo.s3("GET", "")],
      ["deleting for ever, even A's own", () => odoo.s3("DELETE", `${files}/${own}/invoice?versionId=${version}`)],
      ["reading backups as Odoo", () => odoo.s3("GET", `${backups}/${own}/config`)],
      ["reading B's backups", () => dump.s3("GET", `${backups}/${theirs}/config`)],
      ["deleting B's backups", () => prune.s3("DELETE", `${backups}/${theirs}/config`)],
      ["deleting A's backups as who writes them", () => dump.s3("DELETE", `${backups}/${own}/config`)],
      ["deleting an archive", () => dump.s3("DELETE", `${archives}/${own}/2026-11.dump`)],
      [
        "lifting an archive's lock",
        () => dump.s3("PUT", `${archives}/${own}/2026-11.dump?retention=`, { body: "<Retention/>" }),
      ],
      [
        "reading what is a dedicated tenant's",
        () => odoo.s3("GET", `${bucket("files", `${dedicated}-`)}/${own}/invoice`),
      ],
      [
        "writing there under A's own prefix",
        () => odoo.s3("PUT", `${bucket("files", `${dedicated}-`)}/${own}/x`, { body: "x" }),
      ],
    ];
    for (const [what, ask] of refused) {
      it(`refuse ${what}`, async () => assertDenied(await ask()));
    }

    it("refuse one key of B in a batch of A's, and leave it there", async () => {
      const batch = {
        headers: { "content-type": "application/xml" },
        body: deletion(`${own}/none`, `${theirs}/invoice`),
      };
      const { text } = await odoo.s3("POST", `${files}?delete=`, batch);
      assert.match(text, /<Key>tenants\/harbor-west\/invoice<\/Key>[\s\S]*AccessDenied|AccessDenied[\s\S]*harbor-west/);
      const victim = await awsPod(`tenant-${b}`, "odoo");
      assert.equal((await victim.s3("GET", `${files}/${theirs}/invoice`)).text, "of B");
    });
  });

  describe("secrets", () => {
    const secret = (name: string) => `longshore-production/${name}`;
    const role = (tenant: string, owner = "longshore-production") =>
      `arn:aws:iam::${account}:role/${owner}/external-secrets/longshore-production-tenant-${tenant}-secrets`;
    const assumed = async () => (await (await awsPod("external-secrets", "external-secrets")).assume(role(a))).caller;

    it("are A's own to read through External Secrets", async () => {
      const { status, text } = await (await assumed()).secrets("GetSecretValue", {
        SecretId: secret(`tenants/${a}/database`),
      });
      assert.equal(status, 200, text);
      assert.match(text, /password-of-harbor-database/);
    });

    const names = [
      `tenants/${b}/database`,
      `tenants/${b}/backup`,
      `tenants/${dedicated}/odoo`,
      "database/administrator",
    ];
    for (const name of names) {
      it(`refuse A's secrets role ${name}`, async () => {
        const { emitted } = await clouds();
        const found = emitted.aws.find(({ inputs }) => String(inputs.name).endsWith(`/${name}`));
        assert(found, "it is there to be stolen");
        const { status, text } = await (await assumed()).secrets("GetSecretValue", { SecretId: found.inputs.name });
        assert.equal(status, 400, text);
        assert.match(text, /AccessDenied/);
      });
    }

    it("refuse A's secrets role a search over all of them, and writing its own", async () => {
      const caller = await assumed();
      for (const answer of [
        await caller.secrets("ListSecrets", {}),
        await caller.secrets("PutSecretValue", { SecretId: secret(`tenants/${a}/database`), SecretString: "{}" }),
      ])
        assert.match(answer.text, /AccessDenied/);
    });

    it("refuse A's pods every one of them, their own too", async () => {
      for (const tenant of [a, b]) {
        const { text } = await odoo.secrets("GetSecretValue", { SecretId: secret(`tenants/${tenant}/database`) });
        assert.match(text, /AccessDenied/);
      }
    });

    it("refuse External Secrets itself, which reads nothing without a tenant's role", async () => {
      const operator = await awsPod("external-secrets", "external-secrets");
      const { text } = await operator.secrets("GetSecretValue", { SecretId: secret(`tenants/${b}/database`) });
      assert.match(text, /AccessDenied/);
    });

    it("refuse A's pods and A's secrets role the role of B", async () => {
      for (const caller of [odoo, await assumed()]) {
        for (const tenant of [b, a]) {
          const { status, text } = await caller.assume(role(tenant));
          assert.equal(status, 403, text);
          assert.match(text, /is not authorized to perform: sts:AssumeRole/);
        }
      }
    });
  });

  describe("identities", () => {
    it("are given to a service account in its own namespace only", async () => {
      await assert.rejects(awsPod(`tenant-${a}`, "external-secrets"), /no pod identity association/);
      await assert.rejects(awsPod(`tenant-${a}`, `tenant-${b}-odoo`), /no pod identity association/);
    });
  });
});
