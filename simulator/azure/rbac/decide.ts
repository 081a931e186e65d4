/** Whether somebody may do something: evaluated from the very role assignments that Pulumi made. */
import * as z from "zod";
import type { World } from "../../world.ts";
import type { Principal } from "../entra/tokens.ts";
import { lastSegment } from "../names.ts";
import { assignmentType, roleType } from "../resources/authorization.ts";
import { builtInRoles, type Permission } from "./built-in.ts";
import { type Asked, likeAction, parseCondition } from "./condition.ts";

export interface Wish extends Asked {
  /** ARM id of what it is done to. */
  readonly scope: string;
  /** Whether the action is one on data. */
  readonly isData: boolean;
}

const permission = z.looseObject({
  actions: z.array(z.string()).default([]),
  notActions: z.array(z.string()).default([]),
  dataActions: z.array(z.string()).default([]),
  notDataActions: z.array(z.string()).default([]),
});
const permissions = z.array(permission).default([]);

const assignment = z.looseObject({
  scope: z.string(),
  principalId: z.string(),
  roleDefinitionId: z.string(),
  condition: z.string().optional(),
});
export type Assignment = z.output<typeof assignment>;

/** Who runs Pulumi stands above: day 0 makes it Owner, and gives it every role on data that it needs. */
export function isAllowed(world: World, principal: Principal, wish: Wish): boolean {
  if (principal.subscription !== undefined && wish.scope.startsWith(`/subscriptions/${principal.subscription}/`))
    return true;
  return assignmentsOn(world, wish.scope).some(
    ({ principalId, roleDefinitionId, condition }) =>
      principalId === principal.objectId &&
      permissionsOf(world, roleDefinitionId).some((role) => grants(role, wish)) &&
      (condition === undefined || condition === "" || parseCondition(condition)(wish)),
  );
}

/** Assignments at a scope, and at what it is part of. */
export function assignmentsOn(world: World, scope: string): readonly Assignment[] {
  const within = (outer: string) => {
    const above = outer.toLowerCase().replace(/\/$/, "");
    const own = scope.toLowerCase();
    return own === above || own.startsWith(`${above}/`);
  };
  return world
    .all(assignmentType)
    .map(({ inputs }) => assignment.parse(inputs))
    .filter((found) => within(found.scope));
}

function permissionsOf(world: World, roleDefinitionId: string): readonly Permission[] {
  const id = lastSegment(roleDefinitionId);
  const builtIn = builtInRoles[id];
  if (builtIn) return [builtIn];
  const custom = world.all(roleType).find((role) => lastSegment(role.id) === id);
  return permissions.parse(custom?.inputs.permissions);
}

function grants(role: Permission, { action, isData }: Wish): boolean {
  const [granted, excepted] = isData ? [role.dataActions, role.notDataActions] : [role.actions, role.notActions];
  const matches = (patterns: readonly string[]) => patterns.some((pattern) => likeAction(pattern, action));
  return matches(granted) && !matches(excepted);
}
