/** Tenants for the tests: the sample tenant with some lines changed. */
import { allTenants } from "../../operations/tenant/generate.ts";
import type { Tenant } from "../../stacks/tenant.ts";

type Spec = Tenant["spec"];

const sample = allTenants().find(({ tenant }) => tenant.metadata.name === "velmora-nord");

/** @param change  sections of `spec` that differ from the sample tenant's */
export function tenantWith(change: Partial<Spec>, name = "velmora-nord"): Tenant {
  if (!sample) throw new Error("there is no velmora-nord in gitops/platforms");
  return { ...sample.tenant, metadata: { name }, spec: { ...sample.tenant.spec, ...change } };
}
