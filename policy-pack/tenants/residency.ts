/** Where a stack's tenants let their data stand. */
import { tenantsOf } from "./documents.ts";

/** Regions by tenant, as their own files write them; none where nobody wrote a tenant of this stack. */
export const residencies = (stack: string): ReadonlyMap<string, readonly string[]> =>
  new Map([...tenantsOf(stack)].map(([tenant, { residency }]) => [tenant, residency]));
