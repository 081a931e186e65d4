/** What a list of dates puts into the secret store. */
import assert from "node:assert/strict";
import { ofType, only } from "../components/mocks.ts";
import { platformWith } from "../components/platforms.ts";

const [first, second] = ["2026-11-01", "2027-02-01"] as const;

async function platform(...dates: readonly string[]) {
  const secrets = { passwordDate: "2026-11-01", tenantPasswordDates: dates };
  return (await platformWith("aws-production", { secrets })).resources;
}

async function secret(path: string, ...dates: readonly string[]) {
  const name = `secrets-tenants-harbor-${path}`;
  const { inputs } = only(await platform(...dates), "aws:secretsmanager/secretVersion:SecretVersion", name);
  return JSON.parse(String(inputs.secretString));
}

const passwords = async (...dates: readonly string[]) =>
  ofType(await platform(...dates), "random:index/randomPassword:RandomPassword").map(({ name }) => name);

describe("dates of tenants' passwords", function () {
  this.timeout(180_000);

  it("put the login in use and the one before it into the store", async () => {
    assert.deepEqual(await secret("database", second, first), {
      username: "odoo_harbor_20270201",
      password: `password-of-harbor-database-${second}`,
      previousUsername: "odoo_harbor_20261101",
      previousPassword: `password-of-harbor-database-${first}`,
    });
    const { dumpUsername, dumpPreviousUsername } = await secret("backup", second, first);
    assert.deepEqual([dumpUsername, dumpPreviousUsername], ["dump_harbor_20270201", "dump_harbor_20261101"]);
  });

  it("keep a password as long as its date is listed, and make no other anew", async () => {
    const [before, between, afterwards] = [
      await passwords(first),
      await passwords(second, first),
      await passwords(second),
    ];
    for (const name of before) assert.ok(between.includes(name), name);
    for (const name of afterwards) assert.ok(between.includes(name), name);
    const lasting = before.filter((name) => !name.endsWith(first));
    assert.deepEqual(
      lasting,
      afterwards.filter((name) => !name.endsWith(second)),
    );
    assert.ok(lasting.includes("harbor-repository") && lasting.includes("database"), lasting.join(", "));
  });
});
