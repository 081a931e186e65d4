import * as z from "zod";
import type { Request } from "../../../cloud/definition.ts";
import { atMost, lengthBetween, matching } from "../../checks.ts";
import { define } from "../../define.ts";
import { arn, placeToken } from "../../names.ts";
import { overlap } from "../../windows.ts";
import * as dataPlane from "../data-plane.ts";
import { parameterGroupTarget, subnetGroupTarget } from "./groups.ts";
import { redis } from "./redis.ts";
import { userGroupTarget } from "./users.ts";

const provider = "terraform-provider-aws, internal/service/elasticache/replication_group.go (2026-11)";

const inputs = z.looseObject({
  replicationGroupId: z.string(),
  engine: z.string().default("redis"),
  engineVersion: z.string().optional(),
  port: z.int().default(6379),
  numCacheClusters: z.int().default(1),
  automaticFailoverEnabled: z.boolean().default(false),
  multiAzEnabled: z.boolean().default(false),
  transitEncryptionEnabled: z.boolean().default(false),
  atRestEncryptionEnabled: z.boolean().default(false),
  userGroupIds: z.array(z.string()).default([]),
  parameterGroupName: z.string().optional(),
  snapshotWindow: z.string().optional(),
  maintenanceWindow: z.string().optional(),
});

type Inputs = z.output<typeof inputs>;

export const replicationGroup = define({
  type: "aws:elasticache/replicationGroup:ReplicationGroup",
  api: {
    service: "ElastiCache",
    create: "CreateReplicationGroup",
    update: "ModifyReplicationGroup",
    delete: "DeleteReplicationGroup",
  },
  inputs,
  // terraform-provider-aws, internal/service/elasticache/replication_group.go (2026-11).
  replaces: [
    "replicationGroupId",
    "port",
    "subnetGroupName",
    "atRestEncryptionEnabled",
    "kmsKeyId",
    "snapshotName",
    "snapshotArns",
    "dataTieringEnabled",
    "globalReplicationGroupId",
    "networkType",
  ],
  tagged: true,
  references: {
    parameterGroupName: { ...parameterGroupTarget, foreign: (name) => name.startsWith("default.") },
    subnetGroupName: subnetGroupTarget,
    securityGroupIds: dataPlane.securityGroup,
    userGroupIds: userGroupTarget,
    kmsKeyId: dataPlane.cacheKey,
  },
  unique: {
    within: "region",
    by: ({ replicationGroupId }) => replicationGroupId,
    code: "ReplicationGroupAlreadyExists",
    message: ({ replicationGroupId }) => `Replication group ${replicationGroupId} already exists.`,
    source: "ElastiCache API reference, CreateReplicationGroup; wording from public apply logs (2026-11)",
  },
  checks: [
    lengthBetween("replicationGroupId", 1, 40, provider),
    matching(
      "replicationGroupId",
      /^[0-9A-Za-z-]+$/,
      "invalid value for replication_group_id (must contain only alphanumeric characters and hyphens)",
      provider,
    ),
    matching(
      "replicationGroupId",
      /^[A-Za-z]/,
      "invalid value for replication_group_id (must begin with a letter)",
      provider,
    ),
    matching(
      "replicationGroupId",
      /^(?!.*--)/,
      "invalid value for replication_group_id (cannot contain two consecutive hyphens)",
      provider,
    ),
    matching(
      "replicationGroupId",
      /[^-]$/,
      "invalid value for replication_group_id (cannot end with a hyphen)",
      provider,
    ),
    atMost("snapshotRetentionLimit", 35, provider),
    {
      property: "multiAzEnabled",
      when: ({ multiAzEnabled, automaticFailoverEnabled = false }) =>
        multiAzEnabled === true && automaticFailoverEnabled === false,
      reason: "automatic_failover_enabled must be true if multi_az_enabled is true",
      source: provider,
    },
    {
      property: "numCacheClusters",
      when: ({ automaticFailoverEnabled, numCacheClusters }) =>
        automaticFailoverEnabled === true && typeof numCacheClusters === "number" && numCacheClusters < 2,
      reason: '"num_cache_clusters": must be at least 2 if automatic_failover_enabled is true',
      source: provider,
    },
  ],
  refusals: [
    {
      code: "InvalidParameterCombination",
      when: ({ inputs }) => inputs.automaticFailoverEnabled && inputs.numCacheClusters < 2,
      message: "When using automatic failover, there must be at least 2 cache clusters in the replication group.",
      source: "https://github.com/ministryofjustice/cloud-platform-environments/pull/5719 (read 2026-11)",
    },
    {
      code: "InvalidParameterCombination",
      when: ({ inputs }) => inputs.userGroupIds.length > 0 && !inputs.transitEncryptionEnabled,
      message: "User group based access control requires encryption-in-transit to be enabled on the replication group.",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/42966 (read 2026-11)",
    },
    {
      code: "InvalidParameterCombination",
      when: (request) => {
        const family = familyOf(request);
        return (
          request.inputs.engineVersion !== undefined &&
          family !== undefined &&
          family !== expectedFamily(request.inputs)
        );
      },
      message: (request) =>
        `Expected a parameter group of family ${expectedFamily(request.inputs)} but found one of family ${familyOf(request)}`,
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/27709 (read 2026-11)",
    },
    {
      code: "InvalidParameterCombination",
      when: ({ inputs: { snapshotWindow, maintenanceWindow } }) =>
        Boolean(snapshotWindow && maintenanceWindow && overlap(snapshotWindow, maintenanceWindow)),
      message: "The snapshot window and maintenance window must not overlap.",
      source: "https://github.com/hashicorp/terraform/issues/17247 (read 2026-11); the code is remembered",
    },
  ],
  busy: {
    code: "InvalidReplicationGroupState",
    message: () => "Replication group must be in available state to modify.",
    source: "https://github.com/umotif-public/terraform-aws-elasticache-redis/issues/54 (read 2026-11)",
  },
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

const familyOf = ({ inputs: { parameterGroupName = "" }, world }: Request<Inputs>): unknown =>
  world.find(parameterGroupTarget.type, parameterGroupName)?.inputs.family;

function expectedFamily({ engine, engineVersion }: Inputs): string {
  const [major = "", minor = "x"] = (engineVersion ?? "").split(".");
  // Up to 5, minor versions had families of their own: ElastiCache user guide, Parameter management (2026-11).
  return engine === "redis" && Number(major) < 6
    ? `redis${major}.${minor}`
    : `${engine}${major}${suffixOf(engine, major)}`;
}

const suffixOf = (engine: string, major: string): string => (engine === "redis" && major === "6" ? ".x" : "");
