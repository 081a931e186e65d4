/** Rights on objects: roles of the platform's own, each made once, and assignments that end at paths. */
import { RoleDefinition } from "@pulumi/azure-native/authorization/roleDefinition.js";
import { all, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { Grant } from "../identities.ts";
import { Container } from "./bucket.ts";
import { globalName, uuid } from "./names.ts";
import { own } from "./own.ts";
import { objectCondition, objectPermissions, objectRole, type recordPermissions } from "./policies.ts";
import { type AssignmentArgs, roleId } from "./roles.ts";

type Permissions = ReturnType<typeof objectPermissions | typeof recordPermissions>;

/** Roles of the platform's own, made when they are first asked for. Their names are unique in the whole directory. */
export class CustomRoles {
  readonly #context: Context;
  readonly #options: CustomResourceOptions;
  readonly #roles = new Map<string, Output<string>>();

  constructor(context: Context, options: CustomResourceOptions) {
    this.#context = context;
    this.#options = options;
  }

  /**
   * It can be assigned in one group and nowhere else: all buckets that one role is for are in one group, and so is the
   * zone. ("Azure custom roles", AssignableScopes, Microsoft Learn, November 2026.)
   * @returns its id
   */
  get(what: string, scope: Output<string>, permissions: Permissions): Output<string> {
    const known = this.#roles.get(what);
    if (known) return known;
    const roleDefinitionId = uuid(this.#context.account, this.#context.prefix, what);
    const definition = new RoleDefinition(
      `role-${what.replaceAll(" ", "-").toLowerCase()}`,
      {
        roleDefinitionId,
        roleName: `${globalName(this.#context, 64)}: ${what}`,
        description: `Workloads of ${this.#context.prefix}`,
        scope,
        assignableScopes: [scope],
        permissions: [permissions],
      },
      this.#options,
    );
    // Assignments name a role by its id in the subscription, wherever it can be assigned.
    const id = definition.id.apply(() => roleId(this.#context, roleDefinitionId));
    this.#roles.set(what, id);
    return id;
  }
}

/**
 * What one workload's grants on objects come to; nothing where it has none.
 * @param purpose  first word of the role's name
 */
export function objectRights(
  workload: string,
  grants: readonly Grant[],
  roles: CustomRoles,
  purpose: "objects" | "deliveries",
): Omit<AssignmentArgs, "principal"> | undefined {
  const objects = grants.filter((grant) => grant.may === "use-objects");
  if (objects.length === 0) return undefined;
  const group = onlyGroup(
    workload,
    objects.map(({ bucket }) => own(bucket, Container).group),
  );
  const scope = all(objects.map(({ bucket }) => bucket.id)).apply(([id = ""]) => groupOf(id));
  const what = objectRole(objects);
  const role = roles.get(`${purpose} ${what} in ${group}`, scope, objectPermissions(what));
  return { scope, role, condition: objectCondition(objects) };
}

/** Resource id of the group that a resource is in. */
export const groupOf = (id: string) => id.replace(/\/providers\/.*$/, "");

function onlyGroup(workload: string, groups: readonly string[]): string {
  const [group, ...others] = new Set(groups);
  if (group !== undefined && others.length === 0) return group;
  throw new Error(
    `${workload}: its buckets are in ${others.length + 1} groups; one store holds all of a workload's buckets`,
  );
}
