import { matching } from "../../checks.ts";
import { define } from "../../define.ts";
import { arn, newToken, placeToken } from "../../names.ts";
import * as dataPlane from "../data-plane.ts";
import { role } from "../iam/role.ts";
import { parameterGroupTarget, subnetGroupTarget } from "./groups.ts";
import { instanceInputs, instanceType as type } from "./inputs.ts";
import { instanceKeeps, snapshotType } from "./keeps.ts";
import { restoredFrom, sourceOf } from "./origin.ts";
import { postgres } from "./postgres.ts";
import { instanceRefusals } from "./refusals.ts";
import { zonesOf } from "./zones.ts";

const source = "RDS API reference, common errors; wording from public apply logs (2026-11)";
const provider = "terraform-provider-aws, internal/service/rds/validate.go (2026-11)";

const identifierChecks = [
  matching(
    "identifier",
    /^[0-9a-z-]+$/,
    'only lowercase alphanumeric characters and hyphens allowed in "identifier"',
    provider,
  ),
  matching("identifier", /^[a-z]/, 'first character of "identifier" must be a letter', provider),
  matching("identifier", /^(?!.*--)/, '"identifier" cannot contain two consecutive hyphens', provider),
  matching("identifier", /[^-]$/, '"identifier" cannot end with a hyphen', provider),
];

export const instance = define({
  type,
  api: { service: "RDS", create: "CreateDBInstance", update: "ModifyDBInstance", delete: "DeleteDBInstance" },
  inputs: instanceInputs,
  autoName: "identifier",
  // https://www.pulumi.com/registry/packages/aws/api-docs/rds/instance/#import (read 2026-11-22).
  importedBy: "identifier",
  replaces: [
    "identifier",
    "identifierPrefix",
    "engine",
    "username",
    "dbName",
    "storageEncrypted",
    "kmsKeyId",
    "availabilityZone",
    "snapshotIdentifier",
    "characterSetName",
    "ncharCharacterSetName",
    "customIamInstanceProfile",
    "restoreToPointInTime",
    "timezone",
  ],
  checks: identifierChecks,
  tagged: true,
  writeOnly: ["password"],
  references: {
    parameterGroupName: { ...parameterGroupTarget, foreign: (name) => name.startsWith("default.") },
    dbSubnetGroupName: subnetGroupTarget,
    vpcSecurityGroupIds: dataPlane.securityGroup,
    kmsKeyId: dataPlane.databaseKey,
    performanceInsightsKmsKeyId: dataPlane.databaseKey,
    monitoringRoleArn: {
      type: role.type,
      by: "arn",
      missing: {
        code: "InvalidParameterValue",
        message: (name) => `IAM role ARN value is invalid or does not include the required permissions for: ${name}`,
        source: "RDS API reference, CreateDBInstance; wording from public apply logs (2026-11)",
      },
    },
  },
  unique: {
    within: "region",
    by: ({ identifier }) => identifier,
    code: "DBInstanceAlreadyExists",
    message: () => "DB instance already exists",
    source,
  },
  refusals: instanceRefusals,
  // terraform-provider-aws, internal/service/rds/instance.go (2026-11): "Separate request to promote a database".
  once: {
    property: "replicateSourceDb",
    code: "InvalidDBInstanceState",
    message: "DB Instance is not a read replica.",
    source: {
      believed: "RDS API reference, PromoteReadReplica (2026-11): InvalidDBInstanceState; the wording is not AWS's",
    },
  },
  keeps: instanceKeeps,
  identify: () => `db-${newToken(26)}`,
  compute: ({ inputs, world, account, region }, id, old) => {
    const address = `${inputs.identifier}.${placeToken("rds", { account, region }, 12)}.${region}.rds.amazonaws.com`;
    const place = { account, region };
    const source = (sourceOf(world, place, inputs) ?? restoredFrom(world, place, inputs))?.outputs;
    const zones = zonesOf(world, place, inputs).filter((zone) => !world.outages.isOff(zone));
    const known = (property: string): unknown => old[property] ?? source?.[property];
    return {
      arn: arn("rds", { account, region }, `db:${inputs.identifier}`),
      resourceId: id,
      address,
      endpoint: `${address}:${inputs.port}`,
      hostedZoneId: old.hostedZoneId ?? `Z${newToken(13)}`,
      status: "available",
      engine: inputs.engine ?? known("engine"),
      engineVersion: inputs.engineVersion ?? known("engineVersion"),
      username: inputs.username ?? known("username"),
      allocatedStorage: inputs.allocatedStorage ?? known("allocatedStorage"),
      availabilityZone: old.availabilityZone ?? inputs.availabilityZone ?? zones[0],
      // RDS makes replicas without backups of their own: RDS API reference, CreateDBInstanceReadReplica (2026-11).
      backupRetentionPeriod:
        inputs.backupRetentionPeriod ??
        old.backupRetentionPeriod ??
        (inputs.replicateSourceDb === undefined ? (source?.backupRetentionPeriod ?? 1) : 0),
    };
  },
  backing: postgres,
  leaves: ({ inputs, account, region }) =>
    inputs.skipFinalSnapshot || !inputs.finalSnapshotIdentifier
      ? undefined
      : { type: snapshotType, id: inputs.finalSnapshotIdentifier, account, region, inputs: {}, outputs: {} },
});
