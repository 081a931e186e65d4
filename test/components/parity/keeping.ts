import assert from "node:assert/strict";
import { only } from "../mocks.ts";
import { every, input, type Row } from "./row.ts";

const server = "azure-native:dbforpostgresql:Server";
const accounts = ["objects-archives", "objects-backups", "objects-exports", "objects-files"];

export const keeping: readonly Row[] = [
  {
    area: "protection",
    asks: "a destroy leaves what holds data",
    aws: {
      text: "protected: server, buckets, keys, secrets, zone",
      proof: (resources) => {
        for (const type of [
          "aws:rds/instance:Instance",
          "aws:s3/bucket:Bucket",
          "aws:kms/key:Key",
          "aws:route53/zone:Zone",
        ])
          for (const { urn, protect } of every(resources, type)) assert(protect, urn);
      },
    },
    azure: {
      text: "protected: server, accounts, vault, keys, secrets, zone, and the groups that they are in",
      proof: (resources) => {
        const types = ["keyvault:Vault", "keyvault:Key", "keyvault:Secret", "storage:BlobContainer", "dns:Zone"];
        for (const type of [
          server,
          "azure-native:storage:StorageAccount",
          ...types.map((type) => `azure-native:${type}`),
        ])
          for (const { urn, name, protect } of every(resources, type))
            assert(protect || name.endsWith("flow-logs"), urn);
        for (const part of ["secrets", "objects", "database", "dns", "network"])
          assert(only(resources, "azure-native:resources:ResourceGroup", part).protect, part);
      },
    },
  },
  {
    area: "protection",
    asks: "the cloud itself refuses to delete the database and full buckets",
    aws: {
      text: "deletion protection of RDS; S3 deletes no bucket with objects in it",
      proof: (resources) => assert.equal(only(resources, "aws:rds/instance:Instance").inputs.deletionProtection, true),
    },
    azure: {
      text: "a lock (CanNotDelete) on the server, a policy (denyAction) on the accounts",
      proof: (resources) => {
        const lock = only(resources, "azure-native:authorization:ManagementLockByScope", "database");
        assert(lock.inputs.level === "CanNotDelete" && lock.protect);
        const kept = every(resources, "azure-native:authorization:PolicyAssignment");
        assert.deepEqual(
          kept.map(({ name }) => name),
          accounts,
        );
        const policy = only(resources, "azure-native:authorization:PolicyDefinition", "objects-keep");
        for (const { inputs, protect } of [...kept, policy])
          assert(inputs.enforcementMode !== "DoNotEnforce" && protect);
      },
    },
  },
  {
    area: "protection",
    asks: "a deleted key or secret comes back for a time",
    aws: {
      text: "deletion and recovery windows of 30 days",
      proof: (resources) => {
        for (const { inputs } of every(resources, "aws:kms/key:Key")) assert.equal(inputs.deletionWindowInDays, 30);
      },
    },
    azure: {
      text: "soft delete of 30 days with purge protection; 90 days for the key of backups in the paired region",
      proof: (resources) => {
        const days = every(resources, "azure-native:keyvault:Vault").map((vault) => {
          assert.partialDeepStrictEqual(vault.inputs.properties, {
            enableSoftDelete: true,
            enablePurgeProtection: true,
          });
          return input(vault, "properties.softDeleteRetentionInDays");
        });
        assert.deepEqual(days.sort(), [30, 90]);
      },
    },
  },
  {
    area: "protection",
    asks: "point-in-time recovery of the database",
    aws: {
      text: "1 to 35 days",
      proof: (resources) => assert.equal(only(resources, "aws:rds/instance:Instance").inputs.backupRetentionPeriod, 35),
    },
    azure: {
      text: "7 to 35 days; less is refused in the settings",
      proof: (resources) => assert.equal(input(only(resources, server), "backup.backupRetentionDays"), 35),
    },
  },
  {
    area: "protection",
    asks: "an archive is locked against everyone, administrators included",
    instead:
      "Azure takes a policy for versions as unlocked and lets it be locked afterwards (day-0 guide). Until then it stops workloads and mistakes, but not an administrator who takes the policy back first.",
    aws: {
      text: "object lock in compliance mode",
      proof: (resources) =>
        assert.match(
          JSON.stringify(only(resources, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").inputs),
          /"COMPLIANCE","days":365|"days":365,"mode":"COMPLIANCE"/,
        ),
    },
    azure: {
      text: "immutability at the level of versions, to be locked once by command",
      proof: (resources) => {
        const container = only(resources, "azure-native:storage:BlobContainer", "objects-archives");
        assert.deepEqual(container.inputs.immutableStorageWithVersioning, { enabled: true });
        const policy = only(resources, "azure-native:storage:BlobContainerImmutabilityPolicy");
        assert.equal(policy.inputs.immutabilityPeriodSinceCreationInDays, 365);
        for (const { name, inputs } of every(resources, "azure-native:storage:BlobContainer"))
          if (name !== "objects-archives") assert.equal(inputs.immutableStorageWithVersioning, undefined, name);
      },
    },
  },
  {
    area: "lifecycle",
    asks: "every object has versions, and old ones go after their time",
    instead:
      "Azure counts a version's age from the day it was written, not from the day it was replaced. Soft delete of as many days keeps what the rule takes away, so nothing is gone sooner than the settings say.",
    aws: {
      text: "versioning, non-current versions expire",
      proof: (resources) => {
        for (const { inputs } of every(resources, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"))
          assert.match(JSON.stringify(inputs.rules), /"noncurrentDays":90/);
      },
    },
    azure: {
      text: "versioning, versions expire into soft delete",
      proof: (resources) => {
        for (const { inputs } of every(resources, "azure-native:storage:BlobServiceProperties"))
          assert.partialDeepStrictEqual(inputs, {
            isVersioningEnabled: true,
            deleteRetentionPolicy: { enabled: true, days: 90, allowPermanentDelete: false },
          });
        for (const name of accounts)
          assert.match(
            JSON.stringify(only(resources, "azure-native:storage:ManagementPolicy", name).inputs),
            /"version":\{"delete":\{"daysAfterCreationGreaterThan":90\}\}/,
          );
      },
    },
  },
  {
    area: "lifecycle",
    asks: "colder storage with age",
    instead: "Azure's archive tier is not offered over three zones; archives stay in the cold tier, readable at once.",
    aws: {
      text: "infrequent access, intelligent tiering, Glacier for archives",
      proof: (resources) =>
        assert.match(
          JSON.stringify(
            only(resources, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "objects-archives")
              .inputs,
          ),
          /DEEP_ARCHIVE/,
        ),
    },
    azure: {
      text: "cool tier, by last access for files, cold tier for archives",
      proof: (resources) => {
        const rules = (name: string) =>
          JSON.stringify(only(resources, "azure-native:storage:ManagementPolicy", name).inputs.policy);
        assert.match(rules("objects-archives"), /tierToCold/);
        assert.match(rules("objects-files"), /enableAutoTierToHotFromCool.*daysAfterLastAccessTimeGreaterThan/);
      },
    },
  },
  {
    area: "lifecycle",
    asks: "rehearsed restores leave by themselves",
    aws: {
      text: "files under `restores/` expire",
      proof: (resources) =>
        assert.match(
          JSON.stringify(
            only(resources, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "objects-files").inputs,
          ),
          /"prefix":"restores\/"/,
        ),
    },
    azure: {
      text: "the same",
      proof: (resources) =>
        assert.match(
          JSON.stringify(only(resources, "azure-native:storage:ManagementPolicy", "objects-files").inputs),
          /"files\/restores\/"/,
        ),
    },
  },
];
