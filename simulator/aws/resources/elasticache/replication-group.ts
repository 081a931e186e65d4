import * as z from "zod";
import { define } from "../../define.ts";
import { arn, placeToken } from "../../names.ts";
import * as ec2 from "../ec2/targets.ts";
import { keyArn } from "../kms.ts";
import { parameterGroupTarget, subnetGroupTarget } from "./groups.ts";
import { redis } from "./redis.ts";
import { userGroupTarget } from "./users.ts";

export const replicationGroup = define({
  type: "aws:elasticache/replicationGroup:ReplicationGroup",
  api: {
    service: "ElastiCache",
    create: "CreateReplicationGroup",
    update: "ModifyReplicationGroup",
    delete: "DeleteReplicationGroup",
  },
  inputs: z.looseObject({
    replicationGroupId: z.string(),
    engine: z.string().default("redis"),
    port: z.int().default(6379),
    numCacheClusters: z.int().default(1),
    automaticFailoverEnabled: z.boolean().default(false),
    multiAzEnabled: z.boolean().default(false),
    transitEncryptionEnabled: z.boolean().default(false),
    atRestEncryptionEnabled: z.boolean().default(false),
    userGroupIds: z.array(z.string()).default([]),
  }),
  replaces: ["replicationGroupId", "port", "subnetGroupName", "atRestEncryptionEnabled", "kmsKeyId", "snapshotName"],
  tagged: true,
  references: {
    parameterGroupName: { ...parameterGroupTarget, foreign: (name) => name.startsWith("default.") },
    subnetGroupName: subnetGroupTarget,
    securityGroupIds: ec2.securityGroup,
    userGroupIds: userGroupTarget,
    kmsKeyId: keyArn,
  },
  unique: {
    within: "region",
    by: ({ replicationGroupId }) => replicationGroupId,
    code: "ReplicationGroupAlreadyExists",
    message: ({ replicationGroupId }) => `Replication group ${replicationGroupId} already exists.`,
  },
  refusals: [
    {
      code: "InvalidParameterCombination",
      when: ({ inputs }) => inputs.automaticFailoverEnabled && inputs.numCacheClusters < 2,
      message: "Cannot enable automatic failover: the replication group must have at least one replica.",
      source: "ElastiCache API reference, CreateReplicationGroup (2026-11)",
    },
    {
      code: "InvalidParameterCombination",
      when: ({ inputs }) => inputs.multiAzEnabled && !inputs.automaticFailoverEnabled,
      message: "Multi-AZ requires automatic failover to be enabled.",
      source: "ElastiCache API reference, CreateReplicationGroup (2026-11)",
    },
    {
      code: "InvalidParameterCombination",
      when: ({ inputs }) => inputs.userGroupIds.length > 0 && !inputs.transitEncryptionEnabled,
      message: "User group based access control is available for encryption-in-transit enabled clusters only.",
      source: "ElastiCache user guide, Role-Based Access Control (2026-11)",
    },
    {
      code: "InvalidParameterValue",
      when: ({ inputs }) => !/^[a-z](?!.*--)[a-z0-9-]{0,38}[a-z0-9]$/.test(inputs.replicationGroupId),
      message:
        "The parameter ReplicationGroupIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.",
      source: "ElastiCache API reference, CreateReplicationGroup (2026-11)",
    },
  ],
  identify: ({ inputs }) => inputs.replicationGroupId,
  compute: ({ inputs, account, region }, id) => {
    const domain = `${id}.${placeToken("cache", { account, region }, 6)}.${shortRegion(region)}.cache.amazonaws.com`;
    const [primary, reader] = inputs.transitEncryptionEnabled ? ["master", "replica"] : [id, `${id}-ro`];
    return {
      arn: arn("elasticache", { account, region }, `replicationgroup:${id}`),
      clusterEnabled: false,
      primaryEndpointAddress: `${primary}.${domain}`,
      readerEndpointAddress: `${reader}.${domain}`,
      memberClusters: Array.from(
        { length: inputs.numCacheClusters },
        (_, index) => `${id}-${String(index + 1).padStart(3, "0")}`,
      ),
    };
  },
  backing: redis,
});

/** For example `euc1` for `eu-central-1` and `apse2` for `ap-southeast-2`, as in ElastiCache's host names. */
function shortRegion(region: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  const points = direction.match(/north|south|east|west|central/g) ?? [];
  return area + points.map((point) => point.charAt(0)).join("") + number;
}
