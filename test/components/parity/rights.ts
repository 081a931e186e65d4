import assert from "node:assert/strict";
import { ofType, only } from "../mocks.ts";
import { every, input, type Row } from "./row.ts";

const credential = "azure-native:managedidentity:FederatedIdentityCredential";
const assignment = "azure-native:authorization:RoleAssignment";

const workloads = [
  "cert-manager",
  "external-dns",
  "external-secrets",
  "provisioning",
  ...["dump", "odoo", "prune", "restore", "secrets"].map((workload) => `tenant-harbor-${workload}`),
];

export const rights: readonly Row[] = [
  {
    area: "identities",
    asks: "an identity for each workload, without a stored credential",
    aws: {
      text: "IAM roles by EKS Pod Identity",
      proof: (resources) =>
        assert.deepEqual(
          every(resources, "aws:iam/role:Role")
            .map(({ name }) => name)
            .filter((name) => workloads.includes(name)),
          workloads,
        ),
    },
    azure: {
      text: "managed identities by workload identity, one credential each (Azure takes 20)",
      proof: (resources) => {
        const credentials = every(resources, credential);
        assert.deepEqual(
          credentials.map(({ name }) => name),
          workloads,
        );
        assert.equal(new Set(credentials.map(({ inputs }) => inputs.resourceName)).size, credentials.length);
      },
    },
  },
  {
    area: "identities",
    asks: "a tenant's secrets are read with the tenant's identity",
    instead:
      "No identity of Azure takes on another. External Secrets asks the cluster for a token of a service account in the tenant's namespace and trades it for the tenant's identity.",
    aws: {
      text: "External Secrets assumes the tenant's role",
      proof: (resources) =>
        assert.match(
          String(only(resources, "aws:iam/role:Role", "tenant-harbor-secrets").inputs.assumeRolePolicy),
          /role\/longshore-production-external-secrets/,
        ),
    },
    azure: {
      text: "External Secrets in the stead of a service account",
      proof: (resources) => {
        assert.equal(
          only(resources, credential, "tenant-harbor-secrets").inputs.subject,
          "system:serviceaccount:tenant-harbor:external-secrets",
        );
        const own = every(resources, assignment).filter(
          ({ inputs }) => inputs.principalId === "principal-of-external-secrets",
        );
        assert.deepEqual(own, [], "External Secrets itself may do nothing");
      },
    },
  },
  {
    area: "identities",
    asks: "secrets are named one by one",
    aws: {
      text: "ARNs in the role's policy",
      proof: (resources) =>
        assert.match(
          String(only(resources, "aws:iam/rolePolicy:RolePolicy", "tenant-harbor-secrets").inputs.policy),
          /tenants\/harbor\/database-/,
        ),
    },
    azure: {
      text: "Key Vault Secrets User on each secret",
      proof: (resources) => {
        const scopes = every(resources, assignment)
          .filter(({ inputs }) => inputs.principalId === "principal-of-tenant-harbor-secrets")
          .map(({ inputs }) => String(inputs.scope).split("/secrets/")[1]);
        assert.deepEqual(
          scopes,
          ["backup", "cache", "database", "odoo", "parcel-carrier"].map((name) => `tenants--harbor--${name}`),
        );
      },
    },
  },
  {
    area: "identities",
    asks: "objects end at the tenant's path; who writes backups deletes nothing but locks",
    aws: {
      text: "prefixes in the role's policy",
      proof: (resources) =>
        assert.match(
          String(only(resources, "aws:iam/rolePolicy:RolePolicy", "tenant-harbor-dump").inputs.policy),
          /"s3:DeleteObject"\],"Resource":\["arn:aws:s3:::longshore-production-backups-\d+\/tenants\/harbor\/locks\/\*"\]/,
        ),
    },
    azure: {
      text: "a role of our own with a condition by container and path",
      proof: (resources) => {
        const { inputs } = only(resources, assignment, "tenant-harbor-dump-objects");
        const [, deletes = ""] = String(inputs.condition).split("blobs/delete'");
        assert.equal(
          deletes,
          "})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'backups' AND @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'tenants/harbor/locks/*'))",
        );
      },
    },
  },
  {
    area: "identities",
    asks: "nobody of the platform deletes an old version",
    aws: {
      text: "refused by the bucket's policy",
      proof: (resources) =>
        assert.match(
          String(only(resources, "aws:s3/bucketPolicy:BucketPolicy", "objects-backups").inputs.policy),
          /OldVersionsLeaveByLifecycleOnly/,
        ),
    },
    azure: {
      text: "no role has the action, versions and soft delete keep what is deleted",
      proof: (resources) => {
        for (const { name, inputs } of every(resources, "azure-native:authorization:RoleDefinition"))
          assert.doesNotMatch(JSON.stringify(inputs.permissions), /deleteBlobVersion|permanentDelete|\*/, name);
      },
    },
  },
  {
    area: "identities",
    asks: "people reach the cluster by cloud identity alone",
    aws: {
      text: "access entries",
      proof: (resources) =>
        assert.partialDeepStrictEqual(only(resources, "aws:eks/cluster:Cluster").inputs.accessConfig, {
          authenticationMode: "API",
        }),
    },
    azure: {
      text: "Entra and Azure roles, local accounts off",
      proof: (resources) =>
        assert.partialDeepStrictEqual(only(resources, "azure-native:containerservice:ManagedCluster").inputs, {
          disableLocalAccounts: true,
          aadProfile: { managed: true, enableAzureRBAC: true },
        }),
    },
  },
  {
    area: "identities",
    asks: "people reach the database by cloud identity",
    instead: "RDS logs people in by password here; a list of groups is refused in the settings of AWS.",
    aws: {
      text: "no",
      proof: (resources) =>
        assert.equal(only(resources, "aws:rds/instance:Instance").inputs.iamDatabaseAuthenticationEnabled, false),
    },
    azure: {
      text: "groups of Entra",
      proof: (resources) =>
        assert.equal(
          only(resources, "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra").inputs.principalName,
          "longshore-database-administrators",
        ),
    },
  },
  {
    area: "identities",
    asks: "a tenant's log-in to Redis reaches its own keys only",
    instead:
      "An identity that Azure Managed Redis lets in sees every key. No tenant gets one; its sessions live in PostgreSQL, and the fact `cache-isolation` says so.",
    aws: {
      text: "users with key patterns",
      proof: (resources) =>
        assert.match(
          String(only(resources, "aws:elasticache/user:User", "cache-tenant-harbor").inputs.accessString),
          /~session:harbor:\*/,
        ),
    },
    azure: {
      text: "no tenant logs in",
      proof: (resources) => {
        const database = only(resources, "azure-native:redisenterprise:Database");
        assert.equal(database.inputs.accessKeysAuthentication, "Disabled");
        assert.deepEqual(ofType(resources, "azure-native:redisenterprise:AccessPolicyAssignment"), []);
      },
    },
  },
  {
    area: "tags and money",
    asks: "cost tags on everything that takes tags",
    aws: {
      text: "default tags of the provider",
      proof: (resources) =>
        assert.match(String(only(resources, "pulumi:providers:aws").inputs.defaultTags), /cost-center/),
    },
    azure: {
      text: "on each resource; the provider has no default tags",
      proof: (resources) => {
        const tagged = resources.filter(({ type, inputs }) => type.startsWith("azure-native:") && "location" in inputs);
        assert(tagged.length > 50);
        for (const each of tagged) assert.equal(input(each, "tags.cost-center"), "LOG-4100", each.urn);
      },
    },
  },
  {
    area: "tags and money",
    asks: "a budget that warns at 80 % and by forecast",
    aws: {
      text: "AWS Budgets, the whole account",
      proof: (resources) => assert.equal(only(resources, "aws:budgets/budget:Budget").inputs.limitAmount, "4200"),
    },
    azure: {
      text: "Cost Management, the whole subscription",
      proof: (resources) => {
        const { inputs } = only(resources, "azure-native:consumption:Budget");
        assert.partialDeepStrictEqual(inputs, { amount: 5200, timeGrain: "Monthly" });
        assert.partialDeepStrictEqual(inputs.notifications, {
          actual: { threshold: 80, thresholdType: "Actual" },
          forecast: { threshold: 100, thresholdType: "Forecasted" },
        });
      },
    },
  },
  {
    area: "tags and money",
    asks: "the stack's own account or none",
    aws: {
      text: "the provider refuses every other account",
      proof: (resources) => assert(only(resources, "pulumi:providers:aws").inputs.allowedAccountIds),
    },
    azure: {
      text: "the provider works in the named subscription and directory, whatever the shell says",
      proof: (resources) => {
        const { inputs } = only(resources, "pulumi:providers:azure-native");
        assert.equal(inputs.subscriptionId, "4d9f3b26-7e8a-4c5b-ab34-9abf2e3d4c56");
        assert.equal(inputs.tenantId, "9f1c6a52-7d3e-4b8a-9c05-2e4f6a8b0d13");
      },
    },
  },
];
