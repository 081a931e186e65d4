/** Locks on resources, and on what they are part of. */
import type { Refusal } from "../cloud/definition.ts";
import type { Properties, World } from "../world.ts";

const lockTypes = ["azure-native:authorization:ManagementLockByScope"];

/** Locks that keep a resource from being deleted: its own, those of what it is part of, and those of what is in it. */
function locksOf(world: World, id: string): readonly string[] {
  return lockTypes
    .flatMap((type) => world.all(type))
    .map(({ inputs }) => String(inputs.scope))
    .filter((scope) => id === scope || id.startsWith(`${scope}/`) || scope.startsWith(`${id}/`));
}

/** What keeps a resource of a type from being deleted; a lock itself always goes. */
export const lockRefusals = (type: string): readonly Refusal<Properties>[] =>
  lockTypes.includes(type) ? [] : [locked];

const locked: Refusal<Properties> = {
  code: "ScopeLocked",
  when: ({ old, world }) => old !== undefined && locksOf(world, old.id).length > 0,
  message: ({ old, world }) =>
    `The scope '${old?.id}' cannot perform delete operation because following scope(s) are locked: '${locksOf(world, old?.id ?? "").join("', '") || "‹scope›"}'. Please remove the lock and try again.`,
  source: "https://github.com/Azure/apiops/issues/606 (public log, read 2026-11)",
};
