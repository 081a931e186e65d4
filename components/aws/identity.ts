import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { ComponentResource, type ComponentResourceOptions, output } from "@pulumi/pulumi";
import type { Cluster } from "../contracts/cluster.ts";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../identities.ts";
import { physicalName } from "../names.ts";
import { iamArn } from "./arn.ts";
import { statementsOf } from "./policies.ts";
import { policyDocument } from "./policy-document.ts";
import { podTrust, roleTrust } from "./trust.ts";

interface Pods {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * One IAM role for each workload, with one inline policy made of its grants. Pods take it on by EKS Pod Identity: no
 * credential is stored anywhere, and no node has the right to lend it.
 *
 * *Cost*: none.
 */
export class Identity extends ComponentResource implements contract.Identity {
  readonly #context: Context;
  readonly #args: contract.IdentityArgs;
  readonly #roles = new Map<string, Role>();
  readonly #pods = new Map<string, Pods>();
  /** Workloads that have got the right to assume others. */
  readonly #assumers = new Set<string>();

  constructor(name: string, context: Context, args: contract.IdentityArgs, options: ComponentResourceOptions) {
    super("longshore:aws:Identity", name, {}, options);
    this.#context = context;
    this.#args = args;
    this.registerOutputs();
  }

  workload(name: string, { holder, grants, tags = {} }: contract.WorkloadArgs): contract.WorkloadIdentity {
    const { through, namespace, serviceAccount } = holder;
    const role = new Role(
      name,
      {
        name: physicalName(64, this.#context.prefix, name),
        path: through ? this.#pathFor(through.name) : "/",
        assumeRolePolicy: through
          ? through.id.apply(roleTrust)
          : podTrust(this.#context, this.#args.cluster, namespace, serviceAccount),
        tags,
      },
      { parent: this },
    );
    if (grants.length > 0) {
      const policy = output(grants).apply((known) => policyDocument(statementsOf(known, this.#context.region)));
      new RolePolicy(name, { name: "grants", role: role.name, policy }, { parent: this });
    }
    this.#roles.set(name, role);
    if (through) this.#letAssume(through.name);
    else this.#pods.set(name, { namespace, serviceAccount });
    return { name, id: role.arn };
  }

  bind(cluster: Cluster): void {
    for (const [name, { namespace, serviceAccount }] of this.#pods) {
      const roleArn = this.#role(name).arn;
      new PodIdentityAssociation(
        name,
        {
          clusterName: cluster.name,
          namespace,
          serviceAccount,
          roleArn,
          tags: { Name: `${this.#context.prefix}-${name}` },
        },
        { parent: this },
      );
    }
  }

  /** Roles that one workload assumes share a path, so that its policy names them all and stays small. */
  #pathFor(assumer: string): string {
    return `/${this.#context.prefix}/${assumer}/`;
  }

  #role(name: string): Role {
    const role = this.#roles.get(name);
    if (!role) throw new Error(`${name} is no workload of this platform; it has ${[...this.#roles.keys()].join(", ")}`);
    return role;
  }

  #letAssume(assumer: string): void {
    if (this.#assumers.has(assumer)) return;
    this.#assumers.add(assumer);
    const policy = policyDocument([
      {
        Sid: "AssumeItsRoles",
        Effect: "Allow",
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Resource: iamArn(this.#context, `role${this.#pathFor(assumer)}*`),
      },
    ]);
    const role = this.#role(assumer).name;
    new RolePolicy(`${assumer}-assume`, { name: "assume", role, policy }, { parent: this });
  }
}
