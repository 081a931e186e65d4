/** The groups of tenants in which a release moves, first to last. */
export const rings = ["development", "staging", "production-1", "production-2", "production-3"] as const;

export type Ring = (typeof rings)[number];

/**
 * What would fit where a tenant's ring does not.
 * @param environment  of its platform
 */
export function ringProblem(ring: Ring, tier: string, environment: string): string | undefined {
  const production = ring.startsWith("production");
  if (production && environment !== "production")
    return `development or staging: the platform's environment is ${environment}`;
  if (ring === "production-1" && tier === "cross-region")
    return "production-2 or production-3: what the highest tier gets has proved itself in production before";
  return undefined;
}
