/** What the sample stacks send, against what Microsoft's packages and the provider's types allow. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { azureDefinition } from "../../../simulator/azure/catalogue.ts";
import { believedFile, believedPage } from "./sdk/believed.ts";
import { everythingSent, type Sent, verdicts } from "./sdk/inputs.ts";
import { sources, withoutPackage } from "./sdk/sources.ts";

/** One value broken in each way that the sources know of. */
const broken: readonly (readonly [
  what: string,
  type: string,
  change: (inputs: Sent["inputs"]) => object,
  says: RegExp,
])[] = [
  [
    "a pattern",
    "storage:StorageAccount",
    () => ({ accountName: "With-Dashes" }),
    /accountName: "With-Dashes" breaks Pattern/,
  ],
  ["a length", "dbforpostgresql:Server", () => ({ serverName: "s".repeat(64) }), /serverName: .* breaks MaxLength 63/],
  [
    "a range",
    "containerservice:AgentPool",
    () => ({ osDiskSizeGB: 4096 }),
    /osDiskSizeGB: 4096 breaks InclusiveMaximum 2048/,
  ],
  [
    "a sealed list of values",
    "storage:StorageAccount",
    () => ({ accessTier: "Lukewarm" }),
    /accessTier: "Lukewarm" is none of Hot/,
  ],
  [
    "an open list of values",
    "redisenterprise:RedisEnterprise",
    () => ({ sku: { name: "Balanced_B4" } }),
    /sku.name: "Balanced_B4" is none of/,
  ],
  [
    "a type",
    "keyvault:Vault",
    ({ properties }) => ({ properties: { ...Object(properties), softDeleteRetentionInDays: "7" } }),
    /softDeleteRetentionInDays: "7" is no Number/,
  ],
  ["a member that must be there", "storage:StorageAccount", () => ({ kind: undefined }), /kind: is required/],
  [
    "a range deep inside",
    "storage:BlobServiceProperties",
    () => ({ deleteRetentionPolicy: { enabled: true, days: 0 } }),
    /deleteRetentionPolicy.days: 0 breaks InclusiveMinimum 1/,
  ],
];

const problemsOf = async ({ type, inputs }: Pick<Sent, "type" | "inputs">): Promise<readonly string[]> =>
  (await verdicts({ type, inputs })).flatMap(({ path, problem }) =>
    problem === undefined ? [] : [`${path}: ${problem}`],
  );

describe("what the sample Azure stacks send", function () {
  this.timeout(180_000);
  let sent: readonly Sent[];
  before(async () => {
    sent = await everythingSent();
  });

  it("is what Microsoft's packages and the provider's types allow", async () => {
    const found: string[] = [];
    for (const each of sent)
      found.push(...(await problemsOf(each)).map((problem) => `${each.stack} ${each.type} ${each.name} ${problem}`));
    assert.deepEqual(found, []);
  });

  it("has no member that neither source knows", async () => {
    const found: string[] = [];
    for (const each of sent)
      found.push(...(await verdicts(each)).flatMap(({ path, known }) => (known ? [] : [`${each.type} ${path}`])));
    assert.deepEqual([...new Set(found)], []);
  });

  for (const [what, type, change, says] of broken) {
    it(`is refused where it breaks ${what}`, async () => {
      const one = sent.find((each) => each.type === type);
      assert.ok(one);
      assert.deepEqual(await problemsOf(one), []);
      assert.match((await problemsOf({ type, inputs: { ...one.inputs, ...change(one.inputs) } })).join("\n"), says);
    });
  }

  it("is simulated, and has a package or a reason why it has none", () => {
    for (const type of new Set(sent.map((each) => each.type))) {
      assert.ok(azureDefinition(`azure-native:${type}`), `${type} is not simulated`);
      assert.ok(
        sources[type] ?? withoutPackage[type.split(":")[0] ?? ""],
        `${type} stands in neither list of sources.ts`,
      );
    }
  });

  it("is listed in the docs where no source speaks of it", async () => {
    assert.equal(
      readFileSync(believedFile, "utf8"),
      await believedPage(),
      "run node test/simulator/azure/sdk/write.ts",
    );
  });
});
