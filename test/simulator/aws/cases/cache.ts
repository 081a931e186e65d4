import { type Case, changed } from "../case.ts";

const group = "elasticache/replicationGroup:ReplicationGroup";
const user = "elasticache/user:User";
const users = "elasticache/userGroup:UserGroup";
const long = "c".repeat(41);

export const cache: readonly Case[] = [
  {
    type: user,
    set: { authenticationMode: { type: "password", passwords: ["short"] } },
    says: "InvalidParameterValue: Passwords length must be between 16-128 characters.",
  },
  {
    type: user,
    set: { userId: "9", authenticationMode: { type: "password", passwords: ["x".repeat(16)] } },
    says: "InvalidParameterValue: Invalid user id: it must begin with a letter and contain only lower-case letters, digits and hyphens.",
  },
  {
    type: user,
    name: "cache-default",
    at: "delete",
    says: "DefaultUserAssociatedToUserGroup: User longshore-production-default is associated to at least one user group as default user and cannot be deleted.",
  },
  {
    type: users,
    set: { engine: "redis", userIds: ["longshore-production-tenant-harbor"] },
    says: "DefaultUserRequired: User group needs to contain a user with the user name default.",
  },
  {
    type: users,
    given: changed("aws:elasticache/user:User", "longshore-production-tenant-harbor", { userName: "default" }),
    says: "DuplicateUserName: User group cannot have duplicate user names.",
  },
  {
    type: group,
    set: { replicationGroupId: long },
    says: `expected length of replication_group_id to be in the range (1 - 40), got ${long}`,
  },
  {
    type: group,
    set: { replicationGroupId: "main.cache" },
    says: "invalid value for replication_group_id (must contain only alphanumeric characters and hyphens)",
  },
  {
    type: group,
    set: { replicationGroupId: "9main" },
    says: "invalid value for replication_group_id (must begin with a letter)",
  },
  {
    type: group,
    set: { replicationGroupId: "main--1" },
    says: "invalid value for replication_group_id (cannot contain two consecutive hyphens)",
  },
  {
    type: group,
    set: { replicationGroupId: "main-" },
    says: "invalid value for replication_group_id (cannot end with a hyphen)",
  },
  {
    type: group,
    set: { snapshotRetentionLimit: 40 },
    says: "expected snapshot_retention_limit to be at most (35), got 40",
  },
  {
    type: group,
    set: { automaticFailoverEnabled: false },
    says: "automatic_failover_enabled must be true if multi_az_enabled is true",
  },
  {
    type: group,
    set: { numCacheClusters: 1 },
    says: '"num_cache_clusters": must be at least 2 if automatic_failover_enabled is true',
  },
  {
    type: group,
    set: { numCacheClusters: undefined },
    says: "InvalidParameterCombination: When using automatic failover, there must be at least 2 cache clusters in the replication group.",
  },
  {
    type: group,
    set: { transitEncryptionEnabled: false },
    says: "InvalidParameterCombination: User group based access control requires encryption-in-transit to be enabled on the replication group.",
  },
  {
    type: group,
    set: { engine: "redis", engineVersion: "7.1" },
    says: "InvalidParameterCombination: Expected a parameter group of family redis7 but found one of family valkey8",
  },
  {
    type: group,
    set: { snapshotWindow: "04:00-06:00" },
    says: "InvalidParameterCombination: The snapshot window and maintenance window must not overlap.",
  },
];
