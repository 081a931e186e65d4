/** Both clouds give what the contract asks for. The table in the docs is made of these rows. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { CloudName } from "../../components/contracts/context.ts";
import { factDomain } from "../../components/gitops/facts.ts";
import { only, type Registered } from "./mocks.ts";
import { parityFile, parityPage, rows } from "./parity/table.ts";
import { standardPlatform } from "./platforms.ts";

const clouds: readonly CloudName[] = ["aws", "azure"];
const production = (cloud: CloudName) => standardPlatform(`${cloud}-production`);

/** Facts that say "there is none" on one of the clouds. */
const mayBeEmpty = [
  "argocd-people",
  "argocd-sign-on",
  "chart-mirror",
  "database-read-host",
  "directory",
  "image-mirror",
  // There is no second stack.
  "dns-former-owner",
  "primary-record",
  // Calendars hold.
  "windows-lifted",
];

function annotations(resources: readonly Registered[]): Readonly<Record<string, string>> {
  const { metadata } = only(resources, "kubernetes:core/v1:Secret").inputs;
  const own: Readonly<Record<string, string>> = Reflect.get(Object(metadata), "annotations");
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key.replace(`${factDomain}/`, ""), value]));
}

describe("parity of the clouds", () => {
  for (const row of rows) {
    for (const cloud of clouds) {
      it(`${row.area}: ${row.asks}: ${cloud}`, async () => {
        const { resources } = await production(cloud);
        row[cloud].proof(resources);
      });
    }
  }

  it("stands in the docs as it is proved", () => {
    assert.equal(readFileSync(parityFile, "utf8"), parityPage(), "run node test/components/parity/write.ts");
  });

  it("tells people the same things after an up", async () => {
    const told = await Promise.all(
      clouds.map(async (cloud) => {
        const { outputs } = (await production(cloud)).result;
        return new Promise<object>((resolve) => pulumi.output(outputs).apply(resolve));
      }),
    );
    const [aws = {}, azure = {}] = told;
    assert.deepEqual(Object.keys(azure), Object.keys(aws));
    for (const outputs of told)
      for (const [name, value] of Object.entries(outputs)) assert(value !== undefined && value !== "", name);
  });

  it("hands over the same facts, with a value each", async () => {
    const [aws = {}, azure = {}] = await Promise.all(
      clouds.map(async (cloud) => annotations((await production(cloud)).resources)),
    );
    assert.deepEqual(Object.keys(azure).sort(), Object.keys(aws).sort());
    for (const facts of [aws, azure])
      for (const [name, value] of Object.entries(facts))
        assert(value !== "" || mayBeEmpty.includes(name), `${name} is empty`);
    const [onAws, onAzure] = [aws, azure].map((facts) => JSON.parse(facts.tenants ?? "")[0]);
    assert.deepEqual(Object.keys(onAzure), Object.keys(onAws));
    const empty = Object.entries(onAzure).flatMap(([name, value]) => (value === "" ? [name] : []));
    // A platform without replicas and copies, passwords that were made once, a tenant that is nobody's copy and comes from no backup.
    assert.deepEqual(empty.sort(), [
      "copyIdentity",
      "copyTo",
      "databaseReadHost",
      "formerPasswordDate",
      "originalRepository",
      "originalSecret",
      "quietWindows",
      "restoreFrom",
      "rewindHost",
      "rewindTo",
    ]);
  });
});
