import { define } from "../../define.ts";
import { arn, newToken, placeToken } from "../../names.ts";
import * as ec2 from "../ec2/targets.ts";
import { role } from "../iam.ts";
import { keyArn } from "../kms.ts";
import { parameterGroupTarget, subnetGroupTarget } from "./groups.ts";
import { instanceInputs } from "./inputs.ts";
import { postgres } from "./postgres.ts";
import { instanceKeeps, instanceRefusals, snapshotType } from "./refusals.ts";

const type = "aws:rds/instance:Instance";

export const instance = define({
  type,
  api: { service: "RDS", create: "CreateDBInstance", update: "ModifyDBInstance", delete: "DeleteDBInstance" },
  inputs: instanceInputs,
  autoName: "identifier",
  replaces: [
    "identifier",
    "engine",
    "username",
    "dbName",
    "storageEncrypted",
    "kmsKeyId",
    "availabilityZone",
    "snapshotIdentifier",
    "characterSetName",
  ],
  tagged: true,
  references: {
    parameterGroupName: { ...parameterGroupTarget, foreign: (name) => name.startsWith("default.") },
    dbSubnetGroupName: subnetGroupTarget,
    vpcSecurityGroupIds: ec2.securityGroup,
    kmsKeyId: keyArn,
    performanceInsightsKmsKeyId: keyArn,
    monitoringRoleArn: {
      type: role.type,
      by: "arn",
      missing: {
        code: "InvalidParameterValue",
        message: (name) => `IAM role ARN value is invalid or does not include the required permissions for: ${name}`,
      },
    },
    replicateSourceDb: {
      type,
      by: "identifier",
      missing: { code: "DBInstanceNotFound", message: (name) => `DBInstance ${name} not found.` },
    },
  },
  unique: {
    within: "region",
    by: ({ identifier }) => identifier,
    code: "DBInstanceAlreadyExists",
    message: () => "DB instance already exists",
  },
  refusals: instanceRefusals,
  keeps: instanceKeeps,
  identify: () => `db-${newToken(26)}`,
  compute: ({ inputs, world, account, region }, id, old) => {
    const address = `${inputs.identifier}.${placeToken("rds", { account, region }, 12)}.${region}.rds.amazonaws.com`;
    const source = world.all(type).find(({ outputs }) => outputs.identifier === inputs.replicateSourceDb)?.outputs;
    return {
      arn: arn("rds", { account, region }, `db:${inputs.identifier}`),
      resourceId: id,
      address,
      endpoint: `${address}:${inputs.port}`,
      hostedZoneId: old.hostedZoneId ?? `Z${newToken(13)}`,
      status: "available",
      engine: inputs.engine ?? source?.engine,
      engineVersion: inputs.engineVersion ?? source?.engineVersion,
      username: inputs.username ?? source?.username,
      allocatedStorage: inputs.allocatedStorage ?? source?.allocatedStorage,
    };
  },
  backing: postgres,
  leaves: ({ inputs, account, region }) =>
    inputs.skipFinalSnapshot || !inputs.finalSnapshotIdentifier
      ? undefined
      : { type: snapshotType, id: inputs.finalSnapshotIdentifier, account, region, inputs: {}, outputs: {} },
});
