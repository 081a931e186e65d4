/** What a recovery is made of in each role, with the facts and passwords that its primary really gives. */
import assert from "node:assert/strict";
import { rules } from "../../../policy-pack/rules/index.ts";
import { ofType, only, type Registered } from "../../components/mocks.ts";
import { judge } from "../../policy/support/judge.ts";
import { inAccount, type Made, primary, recovery } from "./pair.ts";

const instance = "aws:rds/instance:Instance";
const server = "azure-native:dbforpostgresql:Server";
const random = "random:index/randomPassword:RandomPassword";
const asPrimary = { "longshore:role": "primary" };
const standby = (kind: string) => ({ "longshore:link": { standby: kind } });

const pairs = [
  ["aws-recovery", "aws-national"],
  ["azure-recovery", "azure-production"],
  ["cross-recovery", "aws-national"],
  ["aws-rebuild", "aws-warehouse"],
] as const;

/** Types that only a running cluster needs. */
const compute =
  /^(aws:eks\/|aws:elasticache\/replicationGroup|azure-native:(containerservice|redisenterprise):|kubernetes:)/;
const isCompute = ({ type }: Registered) => compute.test(type);
const facts = (made: Made): Readonly<Record<string, string>> =>
  Reflect.get(
    Object(only(made.resources, "kubernetes:core/v1:Secret", "argocd-cluster").inputs.metadata),
    "annotations",
  );

describe("a recovery", function () {
  this.timeout(180_000);

  for (const [stack, of] of pairs) {
    it(`${stack}: passes the policy pack in every role and standby`, async () => {
      for (const changes of [standby("warm"), standby("pilot-light"), asPrimary]) {
        const made = await recovery(stack, of, changes);
        assert.deepEqual(judge(rules, inAccount(made, stack)).violations, []);
      }
      // On Azure the update after the one that promotes asks for more.
      const promoted = await recovery(stack, of, asPrimary, "Primary");
      assert.deepEqual(judge(rules, inAccount(promoted, stack)).violations, []);
    });

    it(`${stack}: makes no password of its own, before and after the switch`, async () => {
      const makers = ({ resources }: Made) => ofType(resources, random).map(({ name }) => name);
      for (const changes of [standby("warm"), asPrimary])
        assert.deepEqual(
          // ElastiCache's default user has one that nobody learns.
          makers(await recovery(stack, of, changes)).filter((name) => name !== "cache"),
          [],
        );
    });

    it(`${stack}: gives tenants the very secrets that they have at ${of}`, async () => {
      const there = await primary(of);
      const here = await recovery(stack, of);
      assert.deepEqual(passwordsOf(here), passwordsOf(there));
      assert(passwordsOf(here).length > 5);
    });

    it(`${stack}: as a pilot light has all that holds data, and nothing that computes`, async () => {
      const warm = await recovery(stack, of, standby("warm"));
      const light = await recovery(stack, of, standby("pilot-light"));
      assert(warm.resources.some(isCompute));
      assert.deepEqual(light.resources.filter(isCompute), []);
      for (const type of [instance, server, "aws:s3/bucket:Bucket", "azure-native:storage:StorageAccount"])
        assert.deepEqual(
          ofType(light.resources, type).map(({ name }) => name),
          ofType(warm.resources, type).map(({ name }) => name),
        );
    });

    it(`${stack}: asks nothing of the other region once it is primary`, async () => {
      const { outputs } = await primary(of);
      const there = Reflect.get(Object(outputs.link), "region");
      const { resources } = await recovery(stack, of, asPrimary);
      assert.deepEqual(
        resources.filter(({ inputs }) => [inputs.region, inputs.location].includes(there)).map(({ urn }) => urn),
        [],
      );
      assert.deepEqual(ofType(resources, "longshore:index:Link"), []);
    });
  }

  it("leaves what it placed in the other region where it is, when it is switched", async () => {
    const there = ({ inputs }: Registered) => inputs.region === "us-east-2";
    const { resources } = await recovery("aws-recovery", "aws-national");
    const placed = resources.filter(there);
    assert.equal(placed.length, 8, "an order to copy for each bucket");
    for (const { urn, retainOnDelete } of placed) assert(retainOnDelete, urn);
  });

  it("on AWS follows each database of its primary under a key of its own, and is promoted in place", async () => {
    const following = ofType((await recovery("aws-recovery", "aws-national")).resources, instance);
    const promoted = ofType((await recovery("aws-recovery", "aws-national", asPrimary)).resources, instance);
    assert.deepEqual(
      following.map(({ inputs }) => String(inputs.replicateSourceDb).split(":").at(-1)),
      ["longshore-national-database", "longshore-national-tarquell-database"],
    );
    for (const { inputs, protect } of following) {
      assert(protect && inputs.deletionProtection && inputs.kmsKeyId);
      // RDS takes them from the source, and the provider refuses them beside it.
      for (const name of ["engine", "engineVersion", "username", "password", "allocatedStorage"])
        assert.equal(inputs[name], undefined, name);
    }
    assert.deepEqual(
      promoted.map(({ urn, inputs }) => [urn, inputs.identifier, inputs.replicateSourceDb, inputs.engine]),
      following.map(({ urn, inputs }) => [urn, inputs.identifier, undefined, "postgres"]),
    );
  });

  it("on Azure stays written as a replica when it is promoted, or Azure would make another server", async () => {
    const following = only((await recovery("azure-recovery", "azure-production")).resources, server);
    const promoted = only((await recovery("azure-recovery", "azure-production", asPrimary)).resources, server);
    const alone = only((await recovery("azure-recovery", "azure-production", asPrimary, "Primary")).resources, server);
    for (const { inputs } of [following, promoted, alone]) {
      assert.equal(inputs.createMode, "Replica");
      assert.equal(inputs.sourceServerResourceId, "database-id");
      assert.equal(inputs.administratorLogin, undefined);
    }
    assert.equal(following.inputs.replica, undefined);
    assert.deepEqual(promoted.inputs.replica, { role: "None", promoteMode: "standalone", promoteOption: "forced" });
    assert.equal(alone.inputs.replica, undefined, "the order is carried out once");
    // Azure takes neither a standby nor a password before the server is promoted, nor along with it.
    const later = ({ inputs }: Registered) => [
      Reflect.get(Object(inputs.highAvailability), "mode"),
      inputs.administratorLoginPassword !== undefined,
    ];
    assert.deepEqual([following, promoted, alone].map(later), [
      ["Disabled", false],
      ["Disabled", false],
      ["ZoneRedundant", true],
    ]);
  });

  it("parts from its source when the record names it, and not before", async () => {
    for (const [stack, of, type, record] of [
      ["aws-recovery", "aws-national", instance, "aws:route53/record:Record"],
      ["azure-recovery", "azure-production", server, "azure-native:dns:RecordSet"],
    ] as const) {
      const { resources } = await recovery(stack, of, asPrimary);
      const { urn } = only(resources, record, "primary-record");
      const promoted = ofType(resources, type);
      assert(promoted.length > 0);
      for (const { name, dependencies } of promoted) assert(dependencies.includes(urn), `${stack}: ${name}`);
    }
  });

  it("from backups makes databases of its own", async () => {
    for (const { inputs } of ofType((await recovery("cross-recovery", "aws-national")).resources, server))
      assert.deepEqual([inputs.createMode, inputs.administratorLogin], [undefined, "longshore"]);
  });

  it("works in the zone of its primary, and names itself there only as a primary", async () => {
    const zones = [/^aws:route53\/zone:Zone$/, /^azure-native:dns:Zone$/];
    const made = (resources: readonly Registered[], patterns: readonly RegExp[]) =>
      resources.filter(({ type }) => patterns.some((pattern) => pattern.test(type)));
    const records = [/^aws:route53\/record:Record$/, /^azure-native:dns:RecordSet$/];
    for (const [stack, of] of pairs.slice(0, 2)) {
      const waiting = await recovery(stack, of);
      const switched = await recovery(stack, of, asPrimary);
      for (const { resources } of [waiting, switched]) assert.deepEqual(made(resources, zones), []);
      assert.deepEqual(made(waiting.resources, records), []);
      const [record] = made(switched.resources, records);
      assert.match(JSON.stringify(record?.inputs), new RegExp(`"${stack}"`));
      assert(record?.retainOnDelete);
    }
    const { resources } = await recovery("cross-recovery", "aws-national");
    assert.equal(made(resources, zones).length, 1, "on another cloud it has one of its own");
  });

  it("goes by the name of its primary towards tenants, and by its own towards the record", async () => {
    const annotations = facts(await recovery("aws-recovery", "aws-national"));
    assert.equal(annotations["longshore.dev/stack"], "aws-national");
    assert.equal(annotations["longshore.dev/own-stack"], "aws-recovery");
    assert.equal(annotations["longshore.dev/primary-record"], "_primary.platform.tarquell.example");
  });

  it("is refused where a tenant may not stand in its region, or needs a stronger tier", async () => {
    await assert.rejects(
      recovery("aws-recovery", "aws-national", { "longshore:region": "eu-west-1" }),
      /spec\.residency/,
    );
    await assert.rejects(recovery("aws-recovery", "aws-national", { "longshore:tier": "restore" }), /spec\.tier/);
  });

  it("is refused while it does not know a password", async () => {
    const without = { "longshore:linkSecrets": { "tarquell-repository": undefined } };
    await assert.rejects(
      recovery("aws-recovery", "aws-national", without),
      /linkSecrets has no tarquell-repository: run `npx longshore link`/,
    );
  });
});

/** Values of tenants' secrets, in alphabetical order. */
function passwordsOf({ resources }: Made): readonly string[] {
  const texts = [
    ...ofType(resources, "aws:secretsmanager/secretVersion:SecretVersion").map(({ inputs }) => inputs.secretString),
    ...ofType(resources, "azure-native:keyvault:Secret").map(({ inputs }) =>
      Reflect.get(Object(inputs.properties), "value"),
    ),
  ];
  const values = texts.flatMap((text) => Object.values(JSON.parse(String(text))).map(String));
  return [...new Set(values.filter((value) => value.startsWith("password-of-")))].sort();
}
