/** What RDS refuses of an instance, in its own words. */
import type { Refusal } from "../../../cloud/definition.ts";
import { quota } from "../../quotas.ts";
import { overlap } from "../../windows.ts";
import * as ec2 from "../ec2/targets.ts";
import { parameterGroupTarget, subnetGroupTarget } from "./groups.ts";
import { type InstanceInputs, instanceType } from "./inputs.ts";
import { replicaRefusals } from "./replica-refusals.ts";
import { storageRefusals } from "./storage.ts";
import { majorOf, versionRefusals } from "./versions.ts";

type InstanceRefusal = Refusal<InstanceInputs>;

const shortPassword: InstanceRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs: { password } }) => password !== undefined && password.length < 8,
  message: "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.",
  source: "https://github.com/hashicorp/terraform-provider-aws/pull/38394 (read 2026-11)",
};

const badPassword: InstanceRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs: { password } }) => password !== undefined && !/^[!-~]{8,128}$/.test(password.replace(/[/@"]/g, " ")),
  message:
    "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
  source: "RDS API reference, CreateDBInstance; wording from public apply logs (2026-11)",
};

/** Verified on PostgreSQL: https://github.com/aws-cloudformation/cfn-lint/pull/4425 (read 2026-11). */
const reservedNames = ["admin", "rdsadmin"];

const reservedName: InstanceRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs }) => reservedNames.includes(inputs.username ?? ""),
  message: ({ inputs }) =>
    `MasterUsername ${inputs.username} cannot be used as it is a reserved word used by the engine`,
  source: "https://github.com/aws/aws-cdk/pull/5076 (read 2026-11)",
};

const wrongFamily: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: ({ inputs, world }) => {
    const group = world.find(parameterGroupTarget.type, inputs.parameterGroupName ?? "");
    const wanted = `postgres${majorOf(inputs.engineVersion)}`;
    return Boolean(group && inputs.engineVersion && group.inputs.family !== wanted);
  },
  message: ({ inputs, world }) =>
    `The Parameter Group ${inputs.parameterGroupName} with DBParameterGroupFamily ${world.find(parameterGroupTarget.type, inputs.parameterGroupName ?? "")?.inputs.family} cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily postgres${majorOf(inputs.engineVersion)}`,
  source: "RDS API reference, CreateDBInstance; wording from public logs (2026-11)",
};

const strangeGroup: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: ({ inputs, world }) => {
    const network = world.find(subnetGroupTarget.type, inputs.dbSubnetGroupName ?? "")?.outputs.vpcId;
    const groups = inputs.vpcSecurityGroupIds.map((id) => world.find(ec2.securityGroup.type, id)?.inputs.vpcId);
    return network !== undefined && groups.some((other) => other !== network);
  },
  message: ({ inputs, world }) =>
    `The DB instance and EC2 security group are in different VPCs. The DB instance is in ${world.find(subnetGroupTarget.type, inputs.dbSubnetGroupName ?? "")?.outputs.vpcId} and the EC2 security group is in ${world.find(ec2.securityGroup.type, inputs.vpcSecurityGroupIds.join())?.inputs.vpcId}`,
  source: "https://github.com/terraform-aws-modules/terraform-aws-rds/issues/451 (read 2026-11)",
};

const sameTime: InstanceRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs: { backupWindow, maintenanceWindow } }) =>
    Boolean(backupWindow && maintenanceWindow && overlap(backupWindow, maintenanceWindow)),
  message: "The backup window and maintenance window must not overlap.",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/49828 (read 2026-11)",
};

const noMonitoringRole: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: ({ inputs }) => inputs.monitoringInterval > 0 && !inputs.monitoringRoleArn,
  message: "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
  source: "RDS API reference, CreateDBInstance; wording from public apply logs (2026-11)",
};

const shortInsights: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: ({ inputs }) =>
    inputs.databaseInsightsMode === "advanced" &&
    !(inputs.performanceInsightsEnabled && (inputs.performanceInsightsRetentionPeriod ?? 7) >= 465),
  message:
    "To enable the Advanced mode of Database Insights, modify your cluster to enable Performance Insights and set the retention period for Performance Insights to at least 465 days.",
  source: "https://github.com/pulumi/pulumi-aws/issues/5286 (read 2026-11): the wording is that of a cluster's",
};

export const instanceRefusals: readonly InstanceRefusal[] = [
  ...versionRefusals,
  shortPassword,
  badPassword,
  reservedName,
  wrongFamily,
  strangeGroup,
  sameTime,
  ...storageRefusals,
  noMonitoringRole,
  shortInsights,
  ...replicaRefusals,
  quota({
    type: instanceType,
    quota: "L-7B6409FD",
    standard: 40,
    code: "InstanceQuotaExceeded",
    message: () => "DB Instance quota exceeded",
    source: "https://github.com/elastic/beats/issues/38059 (read 2026-11); RDS user guide, Quotas: 40",
  }),
];
