/**
 * As a platform that was broken into: what its copies' identities can do to the copies. Real requests by curl, with the tokens
 * of the sender's service accounts; decided under what the receivers' programs emitted for another account and the other cloud.
 */
import assert from "node:assert/strict";
import type { Registered } from "../components/mocks.ts";
import { inAccount, recovery } from "../recovery/link/pair.ts";
import { awsSender, type Caller } from "./support/aws.ts";
import { type AzureCaller, azureCaller } from "./support/azure.ts";
import { type Answer, clouds, tokenFrom } from "./support/clouds.ts";
import { settle } from "./support/world.ts";

const issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const copying = (tenant: string) => `system:serviceaccount:tenant-${tenant}:backup-copy`;
type Refused = readonly (readonly [what: string, ask: () => Promise<Answer>])[];

describe("bringing copies to another AWS account", function () {
  this.timeout(180_000);
  const [account, region] = ["666677778888", "eu-west-1"];
  const role = `arn:aws:iam::${account}:role/longshore-rebuild-receiver-drovelin`;
  const bucket = (kind: string) => `longshore-rebuild-${kind}-${account}`;
  const own = "tenants/drovelin";
  let sender: Caller;
  before(async () => {
    const { world } = await clouds();
    settle(world, inAccount(await recovery("aws-rebuild", "aws-warehouse"), "aws-rebuild"), { account, region });
    sender = await awsSender(role, tokenFrom(issuer, copying("drovelin"), "sts.amazonaws.com"), region);
  });

  it("adds, lists and reads below the tenant's path", async () => {
    for (const kind of ["backups", "archives"]) {
      const written = await sender.s3("PUT", `${bucket(kind)}/${own}/data/1`, { body: "a pack" });
      assert.equal(written.status, 200, written.text);
      assert.equal((await sender.s3("GET", `${bucket(kind)}/${own}/data/1`)).text, "a pack");
      const listed = await sender.s3("GET", `${bucket(kind)}?list-type=2&prefix=${encodeURIComponent(`${own}/`)}`);
      assert.match(listed.text, /<Key>tenants\/drovelin\/data\/1</);
    }
  });

  const refused: Refused = [
    ["deleting what it brought", () => sender.s3("DELETE", `${bucket("backups")}/${own}/data/1`)],
    ["deleting a lock of restic", () => sender.s3("DELETE", `${bucket("backups")}/${own}/locks/1`)],
    ["writing for another tenant", () => sender.s3("PUT", `${bucket("backups")}/tenants/other/1`, { body: "x" })],
    ["writing files", () => sender.s3("PUT", `${bucket("files")}/${own}/1`, { body: "x" })],
    ["listing everything", () => sender.s3("GET", `${bucket("backups")}?list-type=2`)],
    ["listing versions", () => sender.s3("GET", `${bucket("backups")}?versions&prefix=${own}/`)],
  ];
  for (const [what, ask] of refused) {
    it(`refuses ${what}`, async () => {
      const { status, text } = await ask();
      assert.equal(status, 403, text);
    });
  }

  it("refuses the service account of a backup, another issuer, and a token for another cloud", async () => {
    const as = (from: string, subject: string, audience: string) =>
      awsSender(role, tokenFrom(from, subject, audience), region);
    const [mine, sts] = [copying("drovelin"), "sts.amazonaws.com"];
    await assert.rejects(as(issuer, mine.replace("copy", "dump"), sts), /Not authorized/);
    await assert.rejects(as(issuer, mine.replace("drovelin", "other"), sts), /Not authorized/);
    await assert.rejects(as(`${issuer}0`, mine, sts), /No OpenIDConnect provider found/);
    await assert.rejects(as(issuer, mine, "api://AzureADTokenExchange"), /Incorrect token audience/);
  });
});

describe("bringing copies from AWS to Azure", function () {
  this.timeout(180_000);
  const own = "tenants/tarquell-cold";
  const client = "client-of-receiver-tarquell-cold";
  const exchange = "api://AzureADTokenExchange";
  let sender: AzureCaller;
  const accounts: Record<string, string> = {};
  before(async () => {
    const { world } = await clouds();
    const { resources } = await recovery("cross-recovery", "aws-national");
    const named = (each: Registered) => each.type.endsWith(":StorageAccount");
    for (const { name, inputs } of resources.filter(named)) accounts[name] = String(inputs.accountName);
    settle(world, resources, { account: "4ae0ecaf-4e87-4c82-af5f-9fb07243fdce", region: "westus2" });
    sender = await azureCaller(tokenFrom(issuer, copying("tarquell-cold"), exchange), client);
  });
  const at = (kind: string, tenant = "") => accounts[`${tenant}objects-${kind}`] ?? "";

  it("adds, lists and reads below the tenant's path", async () => {
    for (const kind of ["backups", "archives"]) {
      const written = await sender.blob("PUT", at(kind), `${kind}/${own}/data/1`, { body: "a pack" });
      assert.equal(written.status, 201, written.text);
      assert.equal((await sender.blob("GET", at(kind), `${kind}/${own}/data/1`)).text, "a pack");
      const list = `${kind}?restype=container&comp=list&prefix=${encodeURIComponent(`${own}/`)}`;
      assert.match((await sender.blob("GET", at(kind), list)).text, /<Name>tenants\/tarquell-cold\/data\/1</);
    }
  });

  const refused: Refused = [
    ["deleting what it brought", () => sender.blob("DELETE", at("backups"), `backups/${own}/data/1`)],
    ["deleting a lock of restic", () => sender.blob("DELETE", at("backups"), `backups/${own}/locks/1`)],
    ["writing for another tenant", () => sender.blob("PUT", at("backups"), "backups/tenants/x/1", { body: "x" })],
    ["writing files", () => sender.blob("PUT", at("files"), `files/${own}/1`, { body: "x" })],
    [
      "writing to a dedicated tenant's",
      () => sender.blob("PUT", at("backups", "tarquell-"), `backups/${own}/1`, { body: "x" }),
    ],
    ["listing everything", () => sender.blob("GET", at("backups"), "backups?restype=container&comp=list")],
  ];
  for (const [what, ask] of refused) {
    it(`refuses ${what}`, async () => {
      const { status, text } = await ask();
      assert.equal(status, 403, text);
    });
  }

  it("refuses the service account of a backup, another issuer, and a token for the other cloud", async () => {
    const as = (from: string, subject: string, audience: string) =>
      azureCaller(tokenFrom(from, subject, audience), client);
    const mine = copying("tarquell-cold");
    await assert.rejects(as(issuer, mine.replace("copy", "dump"), exchange), /AADSTS700213/);
    await assert.rejects(as(`${issuer}0`, mine, exchange), /AADSTS700213/);
    await assert.rejects(as(issuer, mine, "sts.amazonaws.com"), /AADSTS700027/);
  });
});
