/**
 * What a retirement leaves: backups, archives, and the keys and secrets without which nobody reads them. They keep their
 * names in the stack's state, so that a platform that is made again meets neither a locked bucket nor a vault that is not
 * free yet.
 */
import type { StateResource } from "../state.ts";

/** Whether a resource belongs to the history. */
export function isHistory({ urn }: Pick<StateResource, "urn">): boolean {
  const [, , types = "", name = ""] = urn.split("::");
  if (/longshore:(aws|azure):Secrets\b/.test(types)) return true;
  // `keep` is the policy that refuses to delete their accounts.
  return /longshore:(aws|azure):ObjectStore\b/.test(types) && /-(backups|archives|keep)(-|$)/.test(name);
}

/** Day until which an archive that is written today cannot be deleted by anybody. */
export const lockedUntil = (days: number, today: Date): string =>
  new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
