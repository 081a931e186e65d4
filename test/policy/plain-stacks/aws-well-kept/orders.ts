import * as aws from "@pulumi/aws";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { logGroup, serviceRole } from "./keys.ts";
import type { Place } from "./network.ts";

/** PostgreSQL over two zones, with AWS Backup beside its own backups. */
export function orders({ vpc, data: subnets }: Place, data: aws.kms.Key, options: CustomResourceOptions): void {
  const group = new aws.rds.SubnetGroup("orders", { name: "orders", subnetIds: subnets.map(({ id }) => id) }, options);
  const access = new aws.ec2.SecurityGroup(
    "orders",
    {
      vpcId: vpc.id,
      description: "PostgreSQL for nodes",
      ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.20.10.0/24", "10.20.11.0/24"] }],
      egress: [],
    },
    options,
  );
  const parameters = new aws.rds.ParameterGroup(
    "orders",
    {
      name: "orders",
      family: "postgres17",
      parameters: Object.entries({
        "rds.force_ssl": "1",
        log_connections: "1",
        log_disconnections: "1",
        log_statement: "ddl",
        log_min_duration_statement: "1000",
        shared_preload_libraries: "pg_stat_statements",
      }).map(([name, value]) => ({ name, value })),
    },
    options,
  );
  const monitoring = serviceRole("orders-monitoring", "monitoring.rds.amazonaws.com", options);
  for (const log of ["postgresql", "upgrade"])
    logGroup(`orders-${log}`, `/aws/rds/instance/orders/${log}`, data, options);
  const instance = new aws.rds.Instance(
    "orders",
    {
      identifier: "orders",
      engine: "postgres",
      engineVersion: "17",
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      instanceClass: "db.m7g.large",
      allocatedStorage: 200,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: data.arn,
      username: "orders",
      manageMasterUserPassword: true,
      multiAz: true,
      dbSubnetGroupName: group.name,
      vpcSecurityGroupIds: [access.id],
      parameterGroupName: parameters.name,
      backupRetentionPeriod: 14,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      finalSnapshotIdentifier: "orders-final",
      maintenanceWindow: "sun:02:00-sun:04:00",
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: data.arn,
      monitoringInterval: 60,
      monitoringRoleArn: monitoring.arn,
    },
    { ...options, protect: true },
  );
  const vault = new aws.backup.Vault("daily", { kmsKeyArn: data.arn }, { ...options, protect: true });
  const plan = new aws.backup.Plan(
    "daily",
    {
      rules: [
        {
          ruleName: "daily",
          targetVaultName: vault.name,
          schedule: "cron(0 3 * * ? *)",
          lifecycle: { deleteAfter: 90 },
        },
      ],
    },
    options,
  );
  const keeper = serviceRole("backup", "backup.amazonaws.com", options);
  new aws.backup.Selection("orders", { planId: plan.id, iamRoleArn: keeper.arn, resources: [instance.arn] }, options);
}
