/** Copies: the one reason for which a tenant's identity reads what is another's. */
import { type Subject, stackOf } from "../judge/subject.ts";
import { tenantsOf } from "./documents.ts";

/**
 * Tenants whose objects a right may reach: its own, and for a right that only reads the one that it is a copy of, as the
 * stack's files say (`spec.copyOf`). A copy is made of the original's backups.
 * @param right  any resource of the stack
 */
export function ownersOf(right: Subject, tenant: string, onlyReads: boolean): readonly string[] {
  const original = onlyReads ? tenantsOf(stackOf(right.urn)).get(tenant)?.copyOf : undefined;
  return original === undefined ? [tenant] : [tenant, original];
}
