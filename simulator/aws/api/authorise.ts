/** Asks IAM's rules, as Pulumi wrote them into the World, whether a principal may do something. */
import type { SimulatedResource, World } from "../../world.ts";
import { keyPolicy, rolePolicies } from "../iam/attached.ts";
import { type Decision, decide, type Request } from "../iam/evaluate.ts";
import type { Policy } from "../iam/policy.ts";
import { accessDenied, type Protocol } from "./errors.ts";

export interface ResourcePolicy {
  readonly policy: Policy | undefined;
  /** True for roles and keys: their own policy must allow, or hand the decision to the account. */
  readonly decides: boolean;
}

export class Authoriser {
  readonly #world: World;
  readonly #administrators: readonly string[];

  /** @param administrators  ARNs of roles that stand outside the program, made in day 0, and may do everything */
  constructor(world: World, administrators: readonly string[]) {
    this.#world = world;
    this.#administrators = administrators;
  }

  decide(request: Request, resource: ResourcePolicy): Decision {
    const { principal } = request;
    const own =
      principal.kind === "session"
        ? rolePolicies(this.#world, principal.role, this.#administrators)
        : { identity: [], boundary: undefined };
    return decide(request, { ...own, resource: resource.policy, resourceDecides: resource.decides });
  }

  /** @throws AwsError AccessDenied with IAM's reason */
  require(protocol: Protocol, request: Request, resource: ResourcePolicy): void {
    const { allowed, reason } = this.decide(request, resource);
    if (!allowed) throw accessDenied(protocol, reason);
  }

  /**
   * Checks that a service may use a key in the name of whoever asks the service.
   * @param action   for example `kms:Decrypt`
   * @param service  for example `s3`
   */
  requireKey(
    protocol: Protocol,
    { principal, context }: Pick<Request, "principal" | "context">,
    key: SimulatedResource,
    action: string,
    service: string,
  ): void {
    const request = {
      principal,
      action,
      resource: String(key.outputs.arn),
      owner: key.account,
      context: {
        ...context,
        "kms:viaservice": `${service}.${key.region}.amazonaws.com`,
        ...(principal.kind === "session" ? { "kms:calleraccount": principal.account } : {}),
      },
    };
    this.require(protocol, request, { policy: keyPolicy(this.#world, key), decides: true });
  }
}

/** The key that a resource names by id, ARN or alias. */
export function findKey(world: World, name: string): SimulatedResource | undefined {
  const alias = world.all("aws:kms/alias:Alias").find(({ outputs }) => outputs.name === name || outputs.arn === name);
  const wanted = alias ? String(alias.outputs.targetKeyId) : name;
  return world.all("aws:kms/key:Key").find(({ outputs }) => outputs.arn === wanted || outputs.keyId === wanted);
}
