import assert from "node:assert/strict";
import { join } from "node:path";
import * as z from "zod";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { beginSimulator, endSimulator, TestStack } from "../../support/simulator.ts";
import { addressOf, query, say } from "../services/clients.ts";
import { azurePlace as place } from "./place.ts";

const program = join(import.meta.dirname, "..", "fixtures", "harbor", "index.ts");
const outputs = z.object({
  databaseHost: z.string(),
  databasePassword: z.string(),
  cacheHost: z.string(),
  cachePassword: z.string(),
});
/** Everything but the stack itself, its provider and the random password. */
const resources = 18;

describe("an Azure stack under the real engine", function () {
  this.timeout(180_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  before(async () => {
    simulator = await beginSimulator();
    stack = await TestStack.create(simulator, "harbor", program, place);
  });
  after(() => endSimulator(simulator));

  /** Sets a value for one run; gives what that run complained of. */
  async function complaintsWith(name: string, value: string, run = () => stack.up()): Promise<string> {
    await stack.set(name, value);
    const { succeeded, complaints } = await run();
    assert.equal(succeeded, false, `${name} = ${value} was let through`);
    return complaints;
  }

  it("is refused in any subscription but its own", async () => {
    const complaints = await complaintsWith("foreign", "true", () => stack.preview());
    assert.match(
      complaints,
      /Status=404 Code="SubscriptionNotFound" Message="The subscription '9{8}-.* could not be found/,
    );
    await stack.set("foreign", "false");
  });

  it("is refused a name that is too long before anything exists", async () => {
    const complaints = await complaintsWith("vault", "a-vault-whose-name-is-too-long", () => stack.preview());
    assert.match(complaints, /'vaultName' is too long \(30\): at most 24 characters allowed/);
    await stack.set("vault", "longshore-test");
  });

  it("is refused a subnet outside its network", async () => {
    const complaints = await complaintsWith("range", "10.9.0.0/24");
    assert.match(complaints, /NetcfgSubnetRangeOutsideVnet.*Subnet 'application' is not valid/);
  });

  it("is refused subnets that overlap", async () => {
    const complaints = await complaintsWith("range", "10.0.1.0/25");
    assert.match(complaints, /NetcfgSubnetRangesOverlap.*Subnet 'database' is not valid/);
    await stack.set("range", "10.0.0.0/24");
  });

  it("is refused a database in a subnet that is not delegated to it", async () => {
    const complaints = await complaintsWith("undelegated", "true");
    assert.match(complaints, /SubnetMissingRequiredDelegation.*\[Microsoft.DBforPostgreSQL\/flexibleServers\]/);
    await stack.set("undelegated", "false");
  });

  it("is refused a standby of a burstable server", async () => {
    await stack.set("standby", "true");
    assert.match(await complaintsWith("tier", "Burstable"), /HighAvailabilityNotSupportedForBurstable/);
    await stack.set("tier", "GeneralPurpose");
    await stack.set("standby", "false");
  });

  it("is refused two parameters at a time", async () => {
    const complaints = await complaintsWith("side-by-side", "true");
    assert.match(complaints, /ServerIsBusy.*Cannot complete operation while server 'longshore-test' is busy/);
    await stack.set("side-by-side", "false");
  });

  it("is finished by the next up, and changes nothing a second time", async () => {
    const { succeeded, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
    assert.deepEqual((await stack.up()).changes, { same: resources + 3 });
  });

  it("sees no drift where there is none", async () => {
    const { succeeded, changes, complaints } = await stack.refresh();
    assert.ok(succeeded, complaints);
    assert.equal(changes.update, undefined);
  });

  it("gives a PostgreSQL that answers under its name and follows its parameters", async () => {
    const { databaseHost, databasePassword } = outputs.parse(await stack.outputs());
    assert.equal(databaseHost, "longshore-test.postgres.database.azure.com");
    const login = { host: databaseHost, user: "longshore", password: databasePassword, database: "postgres" };
    assert.equal(await query(simulator, login, "SHOW work_mem"), "8MB");
    assert.equal(await query(simulator, login, "SELECT pg_has_role('azure_pg_admin', 'member')"), "t");
    await stack.set("work-mem", "16384");
    assert.ok((await stack.up()).succeeded);
    assert.equal(await query(simulator, login, "SHOW work_mem"), "16MB");
    await assert.rejects(query(simulator, login, "SELECT 1", "disable"), /no encryption/);
  });

  it("gives a Redis that its access keys open", async () => {
    const { cacheHost, cachePassword } = outputs.parse(await stack.outputs());
    assert.equal(cacheHost, "longshore-test.germanywestcentral.redis.azure.net");
    const cache = { host: cacheHost, user: "default", password: cachePassword, port: 10_000 };
    assert.deepEqual(await say(simulator, cache, ["SET", "a", "1"]), ["+OK", "+OK"]);
    assert.notEqual(addressOf(simulator, cacheHost), cacheHost);
  });

  it("replaces what cannot change in place, and is refused a smaller disk", async () => {
    const { changes } = await (async () => {
      await stack.set("storage", "128");
      return stack.up();
    })();
    assert.equal(changes.update, 1);
    assert.match(await complaintsWith("storage", "64"), /Invalid value given for parameter StorageSizeGB/);
    await stack.set("storage", "128");
    await stack.set("vault", "longshore-other");
    const preview = await stack.preview();
    assert.equal(preview.changes.replace, 2, "the vault and the secret in it");
    await stack.set("vault", "longshore-test");
  });

  it("is refused to take a delegation from a subnet that is used", async () => {
    const complaints = await complaintsWith("undelegated", "true");
    assert.match(complaints, /Delegations of subnet .*subnets\/database cannot be changed from \[.*\] to \[\]/);
    await stack.set("undelegated", "false");
  });

  it("is refused a role for an identity that it takes for a user", async () => {
    const complaints = await complaintsWith("untyped", "true");
    assert.match(complaints, /UnmatchedPrincipalType.*has type 'ServicePrincipal' , which is different from/);
    await stack.set("untyped", "false");
    const { succeeded, complaints: others } = await stack.up();
    assert.ok(succeeded, others);
  });

  it("is refused another number of days for deleted secrets", async () => {
    const complaints = await complaintsWith("kept", "30");
    assert.match(complaints, /"softDeleteRetentionInDays" has been set already and it can't be modified/);
    await stack.set("kept", "7");
  });

  it("keeps what is locked, and everything in it", async () => {
    await stack.set("locked", "true");
    assert.ok((await stack.up()).succeeded);
    const { complaints } = await stack.destroy("--target", "**BlobContainer::files", "--target-dependents");
    assert.match(complaints, /ScopeLocked.*following scope\(s\) are locked: .*storageAccounts\/longshoretestfiles'/);
    await stack.set("locked", "false");
    assert.ok((await stack.up()).succeeded);
  });

  it("goes away whole, and its vault's name is not free at once", async () => {
    const destroyed = await stack.destroy();
    assert.ok(destroyed.succeeded, destroyed.complaints);
    const { complaints } = await stack.up();
    assert.match(
      complaints,
      /Code="ConflictError" Message="A vault with the same name already exists in deleted state/,
    );
  });
});
