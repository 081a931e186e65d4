/** What `longshore` asks of the clouds' control planes through their command lines. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { account, region, roleArn } from "./platform.ts";
import { type Simulation, startSimulation } from "./simulation.ts";

const cli = join(import.meta.dirname, "..", "..", "..", "simulator", "engine", "aws-cli.ts");

describe("AWS's control plane, by its command line", function () {
  this.timeout(180_000);
  let simulation: Simulation;
  const put = (type: string, id: string, outputs: Readonly<Record<string, unknown>>) =>
    simulation.world.put({ type, id, account, region, inputs: { deletionProtection: true }, outputs });
  before(async () => {
    simulation = await startSimulation();
    put("aws:eks/cluster:Cluster", "harbor", { name: "harbor", arn: "arn:aws:eks:harbor", tags: { stack: "harbor" } });
    put("aws:rds/instance:Instance", "db-1", { identifier: "database", arn: "arn:aws:rds:database" });
  });
  after(() => simulation.end());

  /** As a role of the account; `pier` has no policy at all. */
  const aws = async (role: string, ...words: readonly string[]) => {
    const session = {
      kind: "session",
      account,
      role: roleArn(role),
      session: "test",
      tags: {},
      transitiveTags: [],
    } as const;
    const { accessKeyId, secretAccessKey, sessionToken } = simulation.internet.issuer.issueCredentials(session, 3600);
    const env = {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_REGION: region,
    };
    return simulation.run(process.execPath, [cli, ...words], env);
  };
  const administrator = "longshore-administrator";
  const isProtected = (type: string, id: string) => simulation.world.find(type, id)?.inputs.deletionProtection;

  it("takes the deletion protection off a cluster and a database, for who may", async () => {
    const cluster = ["eks", "update-cluster-config", "--name", "harbor", "--no-deletion-protection"];
    assert.match((await aws("pier", ...cluster)).output, /AccessDenied/);
    assert.equal(isProtected("aws:eks/cluster:Cluster", "harbor"), true);
    const { code, output } = await aws(administrator, ...cluster);
    assert.equal(code, 0, output);
    assert.equal(isProtected("aws:eks/cluster:Cluster", "harbor"), false);
    const database = ["--db-instance-identifier", "database", "--no-deletion-protection", "--apply-immediately"];
    assert.equal((await aws(administrator, "rds", "modify-db-instance", ...database)).code, 0);
    assert.equal(isProtected("aws:rds/instance:Instance", "db-1"), false);
  });

  it("lists what carries a tag", async () => {
    const words = ["resourcegroupstaggingapi", "get-resources", "--tag-filters"];
    const { output } = await aws(administrator, ...words, "Key=stack,Values=harbor");
    assert.deepEqual(
      JSON.parse(output).ResourceTagMappingList.map(({ ResourceARN }: { ResourceARN: string }) => ResourceARN),
      ["arn:aws:eks:harbor"],
    );
  });

  it("knows the quotas that a platform meets first", async () => {
    const words = ["service-quotas", "get-service-quota", "--service-code", "ec2", "--quota-code"];
    assert.equal(JSON.parse((await aws(administrator, ...words, "L-0263D0A3")).output).Quota.Value, 5);
    assert.match((await aws(administrator, ...words, "L-0")).output, /knows no quota L-0/);
  });

  it("says how far a database is behind, which names the last transaction that it has", async () => {
    const words = ["cloudwatch", "get-metric-statistics", "--namespace", "AWS/RDS", "--metric-name", "ReplicaLag"];
    const of = (name: string) => ["--dimensions", `Name=DBInstanceIdentifier,Value=${name}`, "--period", "60"];
    const figures = async (name: string) =>
      JSON.parse((await aws(administrator, ...words, ...of(name))).output).Datapoints;
    const [figure, ...others] = await figures("database");
    assert.deepEqual([figure.Minimum, others.length], [3, 0]);
    assert(Math.abs(Date.parse(figure.Timestamp) - Date.now()) < 3_600_000);
    assert.deepEqual(await figures("other"), []);
    assert.match((await aws("pier", ...words, ...of("database"))).output, /AccessDenied/);
  });

  it("says what it does not know", async () => {
    const { code, output } = await aws(administrator, "ec2", "describe-vpcs");
    assert.equal(code, 255);
    assert.match(output, /knows only .*; not "ec2 describe-vpcs"/);
  });
});
