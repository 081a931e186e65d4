/** The people of a platform: groups that a company keeps, each in one role, under the names that each system knows them by. */
import type { CloudName } from "../contracts/context.ts";
import { models, type OperatingModel, type Reach, type Right, type RoleName, rightsOf } from "./model.ts";

/** A group as the settings name it. */
export interface Group {
  /** For people who read about it. */
  readonly name: string;
  /** ARN of the IAM role that its members take on, or the group's object id in Entra. */
  readonly id: string;
  /** What the groups claim of a single sign-on token says; default: the name on AWS, the id on Azure. */
  readonly claim?: string | undefined;
  /** Team at the Git host, for example `@longshore-platform/operators`; only who may approve needs one. */
  readonly reviewers?: string | undefined;
}

export interface AccessArgs {
  readonly model: OperatingModel;
  readonly groups: Readonly<Partial<Record<Exclude<RoleName, "engineers">, Group | undefined>>>;
  /** Engineers of each business unit, by its name. */
  readonly businessUnits: Readonly<Record<string, Group>>;
}

/** One group in its role. */
export interface People {
  /** `operators`, or `engineers-velmora`; unique in a stack. */
  readonly label: string;
  readonly role: RoleName;
  /** Of engineers only. */
  readonly businessUnit: string | undefined;
  readonly id: string;
  /** Name that a Kubernetes role is bound to. */
  readonly kubernetes: string;
  /** Name that Argo CD gets from single sign-on. */
  readonly claim: string;
  readonly reviewers: string | undefined;
}

/** All groups of a stack, whether the model knows their role or not; the settings refuse those that it does not. */
export function peopleOf(cloud: CloudName, { groups, businessUnits }: AccessArgs): readonly People[] {
  const people = (label: string, role: RoleName, { name, id, claim, reviewers }: Group, businessUnit?: string) => ({
    label,
    role,
    businessUnit,
    id,
    // Entra's groups reach Kubernetes by their ids. An IAM role gets what its access entry says.
    kubernetes: cloud === "aws" ? `longshore:${label}` : id,
    claim: claim ?? (cloud === "aws" ? name : id),
    reviewers,
  });
  return [
    ...rolesWithGroups.flatMap((role) => {
      const group = groups[role];
      return group ? people(kebab(role), role, group) : [];
    }),
    ...Object.entries(businessUnits).map(([unit, group]) => people(`engineers-${unit}`, "engineers", group, unit)),
  ];
}

/** Roles that are one group each, in the settings' order; engineers are one for each business unit. */
export const rolesWithGroups = [
  "platform",
  "releaseManagers",
  "operators",
  "auditors",
  "databaseOwners",
  "provider",
  "customer",
  "breakGlass",
] as const satisfies readonly Exclude<RoleName, "engineers">[];

/** Those who have a right with exactly this reach; `own` without a unit is nobody's. */
export function holders(
  model: OperatingModel,
  people: readonly People[],
  right: Right,
  reach: Reach,
  businessUnit?: string,
): readonly People[] {
  return people.filter(
    (each) =>
      rightsOf(model, each.role)[right]?.includes(reach) &&
      (reach !== "own" || (businessUnit !== undefined && each.businessUnit === businessUnit)),
  );
}

/** True where a role of the model may approve anything. */
export const approves = (model: OperatingModel, role: RoleName): boolean =>
  (models[model][role]?.may.approve ?? []).length > 0;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
