/** Tags that costs are split by. The keys are activated once as cost allocation tags (day-0 guide). */
import type { Environment } from "./contracts/context.ts";

export interface Owner {
  readonly stack: string;
  readonly environment: Environment;
  readonly businessUnit: string;
  readonly costCenter: string;
}

/** On everything that a stack makes and that can carry tags. */
export const platformTags = ({ stack, environment, businessUnit, costCenter }: Owner) => ({
  environment,
  "business-unit": businessUnit,
  "cost-center": costCenter,
  stack,
  "managed-by": "pulumi",
});

/** On everything that one tenant has for itself; its own business unit stands in for the platform's. */
export const tenantTags = (tenant: string, businessUnit: string) => ({ tenant, "business-unit": businessUnit });
