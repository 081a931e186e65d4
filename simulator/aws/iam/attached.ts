/** Finds in the World the policies that Pulumi put on roles, buckets, keys and secrets. */
import type { SimulatedResource, World } from "../../world.ts";
import { arnMatches } from "./patterns.ts";
import { type Policy, parsePolicy } from "./policy.ts";
import { roleName } from "./principal.ts";

/** The one policy of AWS's own that is known here; others give nothing, because their text is not on this machine. */
const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";
const everything = parsePolicy(
  "AdministratorAccess",
  JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);

const parsed = new WeakMap<SimulatedResource, Map<string, Policy>>();

/** A policy document of a resource; parsed once, as the World replaces a resource that changes. */
function policyIn(resource: SimulatedResource, property: string, name: string): Policy | undefined {
  const document = resource.outputs[property];
  if (typeof document !== "string" || document === "") return undefined;
  const known = parsed.get(resource) ?? new Map<string, Policy>();
  parsed.set(resource, known);
  const policy = known.get(property) ?? parsePolicy(name, document);
  known.set(property, policy);
  return policy;
}

export function findRole(world: World, arn: string): SimulatedResource | undefined {
  return world.all("aws:iam/role:Role").find((role) => role.outputs.arn === arn);
}

/** Who may take on a role. */
export function trustPolicy(role: SimulatedResource): Policy | undefined {
  return policyIn(role, "assumeRolePolicy", `trust policy of ${role.outputs.name}`);
}

/**
 * What a role may do.
 * @param administrators  ARNs of roles that were made before the program, with `AdministratorAccess`; wildcards count
 */
export function rolePolicies(
  world: World,
  arn: string,
  administrators: readonly string[],
): { readonly identity: readonly Policy[]; readonly boundary: Policy | undefined } {
  if (administrators.some((pattern) => arnMatches(pattern, arn, {})))
    return { identity: [everything], boundary: undefined };
  const role = findRole(world, arn);
  if (!role) return { identity: [], boundary: undefined };
  const name = roleName(arn);
  const own = (resource: SimulatedResource) => resource.account === role.account && resource.outputs.role === name;
  const inline = world.all("aws:iam/rolePolicy:RolePolicy").filter(own);
  const attachments = world.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(own);
  const managed = [...attachments.map(({ outputs }) => outputs.policyArn), ...strings(role.outputs.managedPolicyArns)];
  const boundary = role.outputs.permissionsBoundary;
  return {
    identity: [
      ...inline.map((resource) => policyIn(resource, "policy", `policy ${resource.outputs.name} of ${name}`)),
      ...managed.map((policy) => managedPolicy(world, policy)),
    ].filter((policy) => policy !== undefined),
    // A boundary that cannot be found allows nothing.
    boundary: boundary ? (managedPolicy(world, boundary) ?? { name: String(boundary), statements: [] }) : undefined,
  };
}

function managedPolicy(world: World, arn: unknown): Policy | undefined {
  if (arn === administratorAccess) return everything;
  const resource = world.all("aws:iam/policy:Policy").find(({ outputs }) => outputs.arn === arn);
  return resource && policyIn(resource, "policy", `policy ${arn}`);
}

export function bucketPolicy(world: World, bucket: string): Policy | undefined {
  const resource = world.all("aws:s3/bucketPolicy:BucketPolicy").find(({ outputs }) => outputs.bucket === bucket);
  return resource && policyIn(resource, "policy", `policy of bucket ${bucket}`);
}

/** @param key  an `aws:kms/key:Key` */
export function keyPolicy(world: World, key: SimulatedResource): Policy | undefined {
  const separate = world.all("aws:kms/keyPolicy:KeyPolicy").find(({ outputs }) => outputs.keyId === key.outputs.keyId);
  return policyIn(separate ?? key, "policy", `policy of key ${key.outputs.keyId}`);
}

/** @param secret  an `aws:secretsmanager/secret:Secret` */
export function secretPolicy(world: World, secret: SimulatedResource): Policy | undefined {
  const separate = world
    .all("aws:secretsmanager/secretPolicy:SecretPolicy")
    .find(({ outputs }) => outputs.secretArn === secret.outputs.arn);
  return policyIn(separate ?? secret, "policy", `policy of secret ${secret.outputs.name}`);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
