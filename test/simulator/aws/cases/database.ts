import { type Case, changed, fill, put } from "../case.ts";

const instance = "rds/instance:Instance";
const instanceType = "aws:rds/instance:Instance";
const parameters = "rds/parameterGroup:ParameterGroup";
const subnets = "rds/subnetGroup:SubnetGroup";

export const database: readonly Case[] = [
  {
    type: parameters,
    set: { name: "Main" },
    says: 'only lowercase alphanumeric characters, periods, and hyphens allowed in parameter group "name"',
  },
  { type: parameters, set: { name: "9main" }, says: 'first character of parameter group "name" must be a letter' },
  {
    type: parameters,
    set: { parameters: [{ name: "max_connections", value: "500" }] },
    says: "InvalidParameterCombination: cannot use immediate apply method for static parameter",
  },
  {
    type: subnets,
    set: { name: "Main" },
    says: 'only lowercase alphanumeric characters, hyphens, underscores, periods, and spaces allowed in "name"',
  },
  { type: subnets, set: { name: "default" }, says: '"Default" is not allowed as "name"' },
  {
    type: subnets,
    set: { subnetIds: ["network-database-1-id"] },
    says: "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: eu-central-1a. Add subnets to cover at least 2 AZs.",
  },
  {
    type: instance,
    set: { identifier: "Main" },
    says: 'only lowercase alphanumeric characters and hyphens allowed in "identifier"',
  },
  { type: instance, set: { identifier: "9main" }, says: 'first character of "identifier" must be a letter' },
  {
    type: instance,
    set: { identifier: "main--1" },
    says: '"identifier" cannot contain two consecutive hyphens',
  },
  { type: instance, set: { identifier: "main-" }, says: '"identifier" cannot end with a hyphen' },
  {
    type: instance,
    set: { engine: "mysql" },
    says: "InvalidParameterValue: Invalid DB engine: mysql (the simulator runs postgres only)",
  },
  {
    type: instance,
    set: { engineVersion: "9.6" },
    says: "InvalidParameterCombination: Cannot find version 9.6 for postgres",
  },
  {
    type: instance,
    set: { instanceClass: "db.t2.micro" },
    says: "InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t2.micro, Engine=postgres, EngineVersion=16, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.",
  },
  {
    type: instance,
    at: "update",
    set: { engineVersion: "15" },
    says: "InvalidParameterCombination: Cannot upgrade postgres from 16 to 15",
  },
  {
    type: instance,
    at: "update",
    set: { engineVersion: "17" },
    says: "InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
  },
  {
    type: instance,
    set: { password: "short" },
    says: "InvalidParameterValue: The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.",
  },
  {
    type: instance,
    set: { password: "with a space in it" },
    says: "InvalidParameterValue: The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
  },
  {
    type: instance,
    set: { username: "admin" },
    says: "InvalidParameterValue: MasterUsername admin cannot be used as it is a reserved word used by the engine",
  },
  {
    type: instance,
    given: changed("aws:rds/parameterGroup:ParameterGroup", "longshore-production-database-16", {
      family: "postgres15",
    }),
    says: "InvalidParameterCombination: The Parameter Group longshore-production-database-16 with DBParameterGroupFamily postgres15 cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily postgres16",
  },
  {
    type: instance,
    given: changed("aws:ec2/securityGroup:SecurityGroup", "database-id", { vpcId: "vpc-other" }),
    says: "InvalidParameterCombination: The DB instance and EC2 security group are in different VPCs. The DB instance is in network-id and the EC2 security group is in vpc-other",
  },
  {
    type: instance,
    set: { backupWindow: "02:00-03:00" },
    says: "InvalidParameterValue: The backup window and maintenance window must not overlap.",
  },
  {
    type: instance,
    set: { allocatedStorage: 10 },
    says: "InvalidParameterValue: Invalid storage size for engine name postgres and storage type gp3: 10",
  },
  {
    type: instance,
    set: { iops: 3000 },
    says: "InvalidParameterCombination: You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400.",
  },
  {
    type: instance,
    at: "update",
    set: { allocatedStorage: 100 },
    says: "InvalidParameterCombination: Invalid storage size: the allocated storage can't be reduced.",
  },
  {
    type: instance,
    set: { maxAllocatedStorage: 200 },
    says: "InvalidParameterCombination: Max storage size must be greater than storage size",
  },
  {
    type: instance,
    set: { storageEncrypted: false },
    says: "InvalidParameterCombination: You must enable StorageEncrypted when you specify KmsKeyId",
  },
  {
    type: instance,
    set: { monitoringRoleArn: undefined },
    says: "InvalidParameterCombination: A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
  },
  {
    type: instance,
    set: { databaseInsightsMode: "advanced" },
    says: "InvalidParameterCombination: To enable the Advanced mode of Database Insights, modify your cluster to enable Performance Insights and set the retention period for Performance Insights to at least 465 days.",
  },
  {
    type: instance,
    given: fill(instanceType, 40, { identifier: "other", instanceClass: "db.t4g.micro" }),
    says: "InstanceQuotaExceeded: DB Instance quota exceeded",
  },
  {
    type: instance,
    at: "delete",
    says: "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again.",
  },
  {
    type: instance,
    at: "delete",
    set: { deletionProtection: false, finalSnapshotIdentifier: undefined },
    says: "InvalidParameterCombination: final_snapshot_identifier is required when skip_final_snapshot is false",
  },
  {
    type: instance,
    at: "delete",
    given: (world) => put(world, "simulator:rds/snapshot:Snapshot", "last", {}),
    set: { deletionProtection: false, finalSnapshotIdentifier: "last" },
    says: "DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier last already exists.",
  },
];
