import assert from "node:assert/strict";
import { planeRanges } from "../../../components/addressing.ts";
import { deviationProblem } from "../../../components/postgresql.ts";
import { ofType, only } from "../mocks.ts";
import { standardPlatform, varied, variedPlatform } from "../platforms.ts";

const instance = "aws:rds/instance:Instance";
const group = "aws:rds/parameterGroup:ParameterGroup";
const dataKey = "arn:aws:kms:eu-central-1:123456789012:key/secrets-data";

describe("aws database", () => {
  it("is private, encrypted and reached from the application plane only", async () => {
    const { resources } = await standardPlatform();
    assert.partialDeepStrictEqual(only(resources, instance).inputs, {
      publiclyAccessible: false,
      storageEncrypted: true,
      kmsKeyId: dataKey,
      dbSubnetGroupName: "longshore-production-database",
      vpcSecurityGroupIds: ["database-id"],
    });
    const subnets = only(resources, "aws:rds/subnetGroup:SubnetGroup").inputs.subnetIds;
    assert.deepEqual(
      subnets,
      [1, 2, 3].map((zone) => `network-database-${zone}-id`),
    );
    assert.partialDeepStrictEqual(only(resources, "aws:ec2/securityGroup:SecurityGroup", "database").inputs, {
      ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: planeRanges("10.40.0.0/16").application }],
    });
  });

  it("survives the loss of a zone, of its newest hour and of a hasty destroy", async () => {
    const { resources } = await standardPlatform();
    const { inputs, protect } = only(resources, instance);
    assert(protect);
    assert.partialDeepStrictEqual(inputs, {
      multiAz: true,
      backupRetentionPeriod: 35,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "longshore-production-database-final-0badcafe",
    });
  });

  it("restarts in the maintenance window only, in production", async () => {
    const at = async (stack: string) => only((await standardPlatform(stack)).resources, instance).inputs;
    assert.partialDeepStrictEqual(await at("aws-production"), {
      applyImmediately: false,
      autoMinorVersionUpgrade: true,
      maintenanceWindow: "sun:01:00-sun:05:00",
      backupWindow: "23:30-00:30",
    });
    assert.equal((await at("aws-development")).applyImmediately, true);
  });

  it("tells what it does: statement statistics, insights, operating system, logs that are encrypted and end", async () => {
    const { resources } = await standardPlatform();
    const main = only(resources, instance);
    assert.partialDeepStrictEqual(main.inputs, {
      databaseInsightsMode: "standard",
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: dataKey,
      monitoringInterval: 60,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    });
    for (const log of ["postgresql", "upgrade"]) {
      const made = only(resources, "aws:cloudwatch/logGroup:LogGroup", `database-${log}`);
      assert.equal(made.inputs.name, `/aws/rds/instance/longshore-production-database/${log}`);
      assert.equal(made.inputs.kmsKeyId, dataKey);
      assert.equal(made.inputs.retentionInDays, 365);
      assert(main.dependencies.includes(made.urn), "made before RDS would make it by itself");
    }
  });

  it("forces TLS and SCRAM, and a stack cannot take them back", async () => {
    const { resources } = await standardPlatform();
    const { parameters } = only(resources, group).inputs;
    assert(Array.isArray(parameters));
    const values = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
    assert.partialDeepStrictEqual(values, {
      "rds.force_ssl": "1",
      "rds.accepted_password_auth_method": "scram",
      shared_preload_libraries: "pg_stat_statements,auto_explain",
      log_min_duration_statement: "1000",
      track_io_timing: "1",
      max_connections: "800",
    });
    assert(deviationProblem("large", "rds.force_ssl", "0"));
  });

  it("lets a deviation take effect, with a restart where PostgreSQL needs one", async () => {
    const { resources } = await variedPlatform();
    const set = only(resources, group, "database").inputs.parameters;
    assert(Array.isArray(set));
    assert.deepEqual(
      set.filter(({ name }) => name in varied.settings.database.parameters),
      [
        { name: "work_mem", value: "32768", applyMethod: "immediate" },
        { name: "max_connections", value: "1000", applyMethod: "pending-reboot" },
      ],
    );
  });

  it("keeps its own password, which a new date makes anew, out of everything but secrets", async () => {
    const { resources } = await standardPlatform();
    const password = only(resources, "random:index/randomPassword:RandomPassword", "database");
    assert.deepEqual(password.inputs.keepers, { date: "2026-11-01" });
    const main = only(resources, instance);
    assert.notEqual(main.inputs.manageMasterUserPassword, true);
    assert.deepEqual(main.secrets, ["password"]);
    const secret = only(resources, "aws:secretsmanager/secretVersion:SecretVersion", "secrets-database-administrator");
    assert.deepEqual(JSON.parse(String(secret.inputs.secretString)), {
      username: "longshore",
      password: "password-of-database",
      host: "longshore-production-database.abc.eu-central-1.rds.amazonaws.com",
      port: "5432",
    });
  });

  it("has readable replicas where asked, in other zones, which may go again", async () => {
    const { resources } = await variedPlatform();
    const replicas = ofType(resources, instance).filter(({ name }) => name.startsWith("database-replica"));
    assert.deepEqual(
      replicas.map(({ inputs }) => [inputs.identifier, inputs.replicateSourceDb, inputs.availabilityZone]),
      [
        ["longshore-production-database-replica-1", "longshore-production-database", "eu-central-1b"],
        ["longshore-production-database-replica-2", "longshore-production-database", "eu-central-1c"],
      ],
    );
    for (const { protect, inputs } of replicas) {
      assert(!protect);
      assert.partialDeepStrictEqual(inputs, { publiclyAccessible: false, storageEncrypted: true });
    }
  });

  it("has no standby where a stack wants none", async () => {
    const { resources } = await standardPlatform("aws-development");
    assert.equal(only(resources, instance).inputs.multiAz, false);
  });
});
