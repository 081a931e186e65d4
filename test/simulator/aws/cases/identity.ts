import { type Case, fill, put } from "../case.ts";

const role = "iam/role:Role";
const roleType = "aws:iam/role:Role";
const key = "kms/key:Key";
const alias = "kms/alias:Alias";
const secret = "secretsmanager/secret:Secret";

const policy = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const trust = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
const wildcard = "arn:aws:iam::123456789012:role/*";
const anyRole = policy({ ...trust, Principal: { AWS: wildcard } });
const long = "r".repeat(65);
const issuer = "iam/openIdConnectProvider:OpenIdConnectProvider";
const issuerType = `aws:${issuer}`;
const url = "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC";
const clientIdLists = ["sts.amazonaws.com"];

export const identity: readonly Case[] = [
  { type: issuer, set: { url: "http://plain", clientIdLists }, says: "expected url to have an https scheme" },
  {
    type: issuer,
    set: { url, clientIdLists },
    given: (world) => put(world, issuerType, "there", { url, clientIdLists }),
    says: `EntityAlreadyExists: Provider with url ${url} already exists.`,
  },
  {
    type: issuer,
    set: { url, clientIdLists },
    given: fill(issuerType, 100, { url: "https://other.example", clientIdLists }),
    says: "LimitExceeded: Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100",
  },
  { type: role, set: { name: long }, says: `expected length of name to be in the range (1 - 64), got ${long}` },
  { type: role, set: { name: "a role" }, says: "invalid value for name (must match [\\w+=,.@-]*)" },
  {
    type: role,
    set: { maxSessionDuration: 60 },
    says: "expected max_session_duration to be in the range (3600 - 43200), got 60",
  },
  { type: role, set: { assumeRolePolicy: "{" }, says: "MalformedPolicyDocument: Syntax errors in policy." },
  {
    type: role,
    set: { assumeRolePolicy: policy({ ...trust, Resource: "*" }) },
    says: "MalformedPolicyDocument: Has prohibited field Resource",
  },
  {
    type: role,
    set: { assumeRolePolicy: anyRole },
    says: `MalformedPolicyDocument: Invalid principal in policy: "AWS":"${wildcard}"`,
  },
  {
    type: role,
    set: { assumeRolePolicy: policy({ ...trust, Sid: "S".repeat(2048) }) },
    says: "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
  },
  {
    type: role,
    set: { path: "tenants" },
    says: "ValidationError: The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
  },
  {
    type: role,
    given: fill(roleType, 1000, { name: "other", assumeRolePolicy: policy(trust) }),
    says: "LimitExceeded: Cannot exceed quota for RolesPerAccount: 1000",
  },
  {
    type: role,
    name: "external-secrets",
    at: "delete",
    says: "DeleteConflict: Cannot delete entity, must delete policies first.",
  },
  {
    type: role,
    name: "cluster-cluster",
    at: "delete",
    says: "DeleteConflict: Cannot delete entity, must detach all policies first.",
  },
  {
    type: "iam/rolePolicy:RolePolicy",
    set: { policy: "[]" },
    says: "MalformedPolicyDocument: Syntax errors in policy.",
  },
  {
    type: "iam/rolePolicy:RolePolicy",
    set: { policy: policy(trust) },
    says: "MalformedPolicyDocument: Policy document should not specify a principal.",
  },
  {
    type: "iam/rolePolicy:RolePolicy",
    name: "external-secrets-assume",
    set: {
      policy: policy({
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: Array.from({ length: 600 }, (_, index) => `arn:aws:s3:::b/${index}`),
      }),
    },
    says: "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role longshore-production-external-secrets",
  },
  {
    type: "iam/rolePolicyAttachment:RolePolicyAttachment",
    set: { policyArn: "arn:aws:iam::123456789012:policy/unknown" },
    says: "NoSuchEntity: Policy arn:aws:iam::123456789012:policy/unknown does not exist or is not attachable.",
  },
  {
    type: "iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "cluster-cluster-AmazonEKSClusterPolicy",
    given: fill("aws:iam/rolePolicyAttachment:RolePolicyAttachment", 10, { role: "longshore-production-cluster" }),
    says: "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10",
  },
  {
    type: key,
    set: { deletionWindowInDays: 5 },
    says: "expected deletion_window_in_days to be in the range (7 - 30), got 5",
  },
  {
    type: key,
    set: { policy: "no" },
    says: "MalformedPolicyDocumentException: The policy is not in a valid JSON format",
  },
  {
    type: key,
    set: { policy: anyRole },
    says: "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
  },
  {
    type: key,
    set: { policy: policy({ ...trust, Principal: { AWS: "arn:aws:iam::999999999999:root" } }) },
    says: "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
  },
  {
    type: alias,
    set: { name: "alias/aws/mine" },
    says: "\"name\" cannot begin with reserved AWS CMK prefix 'alias/aws'",
  },
  {
    type: alias,
    set: { name: "data" },
    says: "\"name\" must begin with 'alias/' and be comprised of only [a-zA-Z0-9:/_-]",
  },
  {
    type: alias,
    given: fill("aws:kms/alias:Alias", 50, { name: "alias/other", targetKeyId: "secrets-data-id" }),
    says: "LimitExceededException: The request was rejected because a quota was exceeded: 50 aliases for each KMS key",
  },
  {
    type: secret,
    set: { recoveryWindowInDays: 3 },
    says: "expected recovery_window_in_days to be in the range (7 - 30), got 3",
  },
  {
    type: secret,
    given: (world) => put(world, "simulator:secretsmanager/scheduledSecret:ScheduledSecret", "gone", {}),
    set: { name: "gone" },
    says: "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
  },
  {
    type: secret,
    set: { name: "no spaces" },
    says: "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
  },
  {
    type: "secretsmanager/secretVersion:SecretVersion",
    set: { secretString: "x".repeat(65_537) },
    says: "ValidationException: 1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
  },
];
