/** What would make identities, keys, secrets, locks and the provider of Azure insecure. */
import { type Mutations, replaced } from "./change.ts";

const unset = undefined;
const subscription = "/subscriptions/4d9f3b26-7e8a-4c5b-ab34-9abf2e3d4c56";
const stranger = "00000000-0000-0000-0000-000000000000";
const role = (id: string) => `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const harbor = /StringLike 'tenants\/harbor\/\*'/;

export const azureRights: Mutations = {
  "azure-native:authorization:RoleAssignment": {
    roleDefinitionId: [
      role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
      role("b24988ac-6180-42a0-ab88-20f7382dd24c"),
      role("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"),
      role("f58310d9-a9f6-439a-9e8d-f62e7b41a168"),
      role("00482a5a-887f-4fb3-b363-3b7fe8e74483"),
      role("b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
      // More than the condition keeps in bounds.
      role("ba92f5b4-2d11-453d-a403-e96b0029c9fe"),
    ],
    scope: [
      subscription,
      "/",
      "/providers/Microsoft.Management/managementGroups/all",
      `${subscription}/resourceGroups/longshore-production-secrets`,
      `/subscriptions/${stranger}/resourceGroups/longshore-production-objects`,
      replaced("tenants--harbor--", "tenants--dock--"),
    ],
    principalType: ["User", unset],
    condition: [
      unset,
      replaced(harbor, "StringLike '*'"),
      replaced(/tenants\/harbor/g, "tenants/dock"),
      replaced(harbor, "StringNotLike 'tenants/harbor/*'"),
      replaced(harbor, "StringLike 'tenants/harbor*'"),
      replaced(/StringStartsWith '[^']+'/, "StringStartsWith ''"),
      replaced(/StringEquals 'backups'/, "StringNotEquals 'archives'"),
      replaced(/ OR \(@Resource/, " OR (@Principal[name] StringEquals 'x') OR (@Resource"),
      replaced(/^.*?\)\) AND \(\(/, "(("),
      replaced(/ AND \(\(!\(ActionMatches\{'[^']*\/delete'\}\)\).*$/, ""),
    ],
  },
  "azure-native:authorization:RoleDefinition": {
    "permissions[].actions": [["*"], ["Microsoft.Storage/*/read"], ["Microsoft.Authorization/roleAssignments/write"]],
    "permissions[].dataActions": [[`${blobs}/*`], [`${blobs}/deleteBlobVersion/action`], [`${blobs}/move/action`]],
    "permissions[].notActions": [["Microsoft.Authorization/locks/delete"]],
    "permissions[].notDataActions": [[`${blobs}/delete`]],
    assignableScopes: [["/"], ["/providers/Microsoft.Management/managementGroups/all"]],
    scope: ["/", "/providers/Microsoft.Management/managementGroups/all"],
  },
  "azure-native:authorization:ManagementLockByScope": {
    level: ["NotSpecified", unset],
    scope: [`${subscription}/resourceGroups/elsewhere`],
  },
  "azure-native:authorization:PolicyAssignment": {
    enforcementMode: ["DoNotEnforce"],
    policyDefinitionId: [
      "/providers/Microsoft.Authorization/policyDefinitions/78460a36-508a-49a4-b2b2-2f5ec564f4bb",
      unset,
    ],
    scope: [`${subscription}/resourceGroups/elsewhere`],
  },
  "azure-native:authorization:PolicyDefinition": {
    mode: ["All", unset],
    "policyRule.if": [{ field: "type", equals: "Microsoft.Compute/disks" }, unset],
    "policyRule.then.effect": ["audit", "disabled", unset],
    "policyRule.then.details.actionNames": [[]],
    "policyRule.then.details.cascadeBehaviors.resourceGroup": ["allow"],
  },
  "azure-native:managedidentity:FederatedIdentityCredential": {
    issuer: ["https://token.actions.githubusercontent.com", "https://oic.prod-aks.azure.com.example.com/d/c/", unset],
    subject: [
      "system:serviceaccount:external-secrets:odoo",
      "*",
      "system:serviceaccount:*:odoo",
      "system:serviceaccount:harbor:default",
      "repo:a/b:ref:main",
      unset,
    ],
    audiences: [["api://another"], [], ["api://AzureADTokenExchange", "api://another"]],
    claimsMatchingExpression: [{ value: "claims['sub'] matches 'system:*'", languageVersion: 1 }],
  },
  "azure-native:keyvault:Vault": {
    "properties.accessPolicies": [[{ objectId: stranger, permissions: { secrets: ["get"] } }]],
    "properties.enablePurgeProtection": [false, unset],
    "properties.enableRbacAuthorization": [false, unset],
    "properties.enableSoftDelete": [false],
    "properties.enabledForDeployment": [true],
    "properties.enabledForDiskEncryption": [true],
    "properties.enabledForTemplateDeployment": [true],
    "properties.networkAcls.defaultAction": ["Allow", unset],
    "properties.networkAcls.ipRules": [[{ value: "203.0.113.0/24" }]],
    "properties.publicNetworkAccess": ["Enabled", unset],
    "properties.sku.name": ["standard"],
    "properties.softDeleteRetentionInDays": [0],
    "properties.tenantId": [stranger],
  },
  "azure-native:keyvault:Key": {
    "properties.kty": ["RSA", unset],
    "properties.keySize": [2048, unset],
    "properties.rotationPolicy.lifetimeActions[].action.type": ["notify"],
    "properties.rotationPolicy.lifetimeActions[].trigger.timeAfterCreate": ["P5Y", unset],
    "properties.rotationPolicy": [unset],
    "properties.attributes.exportable": [true],
  },
  "azure-native:keyvault:Secret": { tags: [unset, { environment: "production", "business-unit": "a", tenant: "b" }] },
  "pulumi:providers:azure-native": {
    environment: ["china"],
    location: ["westeurope"],
    subscriptionId: [unset, stranger],
    tenantId: [unset, stranger],
  },
};

/** Inputs that mean the same wherever they stand. */
export const azureEverywhere = {
  location: ["westeurope"],
  tags: [
    unset,
    { environment: "production" },
    { "business-unit": "velmora" },
    { environment: "development", "business-unit": "velmora" },
  ],
};
