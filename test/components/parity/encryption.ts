import assert from "node:assert/strict";
import { only } from "../mocks.ts";
import { every, input, type Row } from "./row.ts";

const backupKinds = ["backups", "archives"];

export const encryption: readonly Row[] = [
  {
    area: "encryption",
    asks: "PostgreSQL under the platform's data key",
    aws: {
      text: "KMS key on RDS, snapshots and insights",
      proof: (resources) => assert.match(String(only(resources, "aws:rds/instance:Instance").inputs.kmsKeyId), /data$/),
    },
    azure: {
      text: "Key Vault key on Flexible Server, without a version: it follows the key",
      proof: (resources) => {
        const server = only(resources, "azure-native:dbforpostgresql:Server");
        assert.match(String(input(server, "dataEncryption.primaryKeyURI")), /\/keys\/data$/);
      },
    },
  },
  {
    area: "encryption",
    asks: "Redis under the data key",
    aws: {
      text: "KMS key on ElastiCache",
      proof: (resources) =>
        assert.match(
          String(only(resources, "aws:elasticache/replicationGroup:ReplicationGroup").inputs.kmsKeyId),
          /data$/,
        ),
    },
    azure: {
      text: "Key Vault key on Azure Managed Redis",
      proof: (resources) => {
        const path = "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl";
        assert.match(String(input(only(resources, "azure-native:redisenterprise:RedisEnterprise"), path)), /\/data$/);
      },
    },
  },
  {
    area: "encryption",
    asks: "history under a key of its own, apart from live data",
    aws: {
      text: "backups and archives under the backup key, files and exports under the data key",
      proof: (resources) => {
        for (const { name, inputs } of every(
          resources,
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        ))
          assert.match(JSON.stringify(inputs), new RegExp(keyFor(name)), name);
      },
    },
    azure: {
      text: "the same, account by account",
      proof: (resources) => {
        for (const account of every(resources, "azure-native:storage:StorageAccount"))
          assert.equal(
            input(account, "encryption.keyVaultProperties.keyName"),
            keyFor(account.name).replace("secrets-", ""),
          );
      },
    },
  },
  {
    area: "encryption",
    asks: "Kubernetes' Secrets under the data key",
    aws: {
      text: "envelope encryption of EKS",
      proof: (resources) =>
        assert.deepEqual(input(only(resources, "aws:eks/cluster:Cluster"), "encryptionConfig.resources"), ["secrets"]),
    },
    azure: {
      text: "KMS of AKS, over the vault's private side; with a version, so that etcd is encrypted anew on purpose",
      proof: (resources) =>
        assert.partialDeepStrictEqual(
          input(only(resources, "azure-native:containerservice:ManagedCluster"), "securityProfile.azureKeyVaultKms"),
          { enabled: true, keyVaultNetworkAccess: "Private" },
        ),
    },
  },
  {
    area: "encryption",
    asks: "keys in hardware that rotate every year",
    aws: {
      text: "KMS with rotation",
      proof: (resources) => {
        for (const { inputs } of every(resources, "aws:kms/key:Key")) assert.equal(inputs.enableKeyRotation, true);
      },
    },
    azure: {
      text: "Key Vault Premium, RSA-HSM, a new version each year",
      proof: (resources) => {
        for (const key of every(resources, "azure-native:keyvault:Key")) {
          assert.equal(input(key, "properties.kty"), "RSA-HSM");
          assert.match(JSON.stringify(input(key, "properties.rotationPolicy")), /"rotate".*"P1Y"/);
        }
      },
    },
  },
  {
    area: "encryption",
    asks: "logs under the data key",
    instead:
      "Log Analytics offers a key of one's own only to clusters that take in 100 GB a day: the workspaces are encrypted under Azure's key. The flow logs' account is under the data key.",
    aws: {
      text: "KMS key on every log group",
      proof: (resources) => {
        for (const { inputs } of every(resources, "aws:cloudwatch/logGroup:LogGroup")) assert(inputs.kmsKeyId);
      },
    },
    azure: {
      text: "Azure's key on workspaces, the data key on flow logs",
      proof: (resources) => {
        const account = only(resources, "azure-native:storage:StorageAccount", "network-flow-logs");
        assert.equal(input(account, "encryption.keySource"), "Microsoft.Keyvault");
      },
    },
  },
  {
    area: "encryption",
    asks: "no connection without TLS: database, cache, objects",
    aws: {
      text: "`rds.force_ssl`, TLS required by ElastiCache, refusals in bucket policies",
      proof: (resources) => {
        assert.match(JSON.stringify(only(resources, "aws:rds/parameterGroup:ParameterGroup").inputs), /rds\.force_ssl/);
        assert.equal(
          only(resources, "aws:elasticache/replicationGroup:ReplicationGroup").inputs.transitEncryptionMode,
          "required",
        );
        for (const { inputs } of every(resources, "aws:s3/bucketPolicy:BucketPolicy"))
          assert.match(String(inputs.policy), /SecureTransport/);
      },
    },
    azure: {
      text: "`require_secure_transport`, client protocol Encrypted, HTTPS only from TLS 1.2",
      proof: (resources) => {
        const parameter = "database-require-secure-transport";
        assert.equal(only(resources, "azure-native:dbforpostgresql:Configuration", parameter).inputs.value, "on");
        assert.equal(only(resources, "azure-native:redisenterprise:Database").inputs.clientProtocol, "Encrypted");
        for (const { inputs } of every(resources, "azure-native:storage:StorageAccount"))
          assert.partialDeepStrictEqual(inputs, { enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" });
      },
    },
  },
];

const keyFor = (name: string) => (backupKinds.some((kind) => name.endsWith(kind)) ? "secrets-backup" : "secrets-data");
