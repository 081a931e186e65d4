/** What is left of a platform for further tenants, in words. */
import { ceiling, platformCapacity } from "../../stacks/capacity.ts";
import type { PlatformTenants } from "./platforms.ts";

/** @returns a line for tenants and nodes, and one for each database server */
export function capacityLines({ settings, tenants }: PlatformTenants): readonly string[] {
  const all = tenants.map(({ tenant }) => tenant);
  const { servers, vCpu, tenants: count } = platformCapacity(settings, all);
  return [
    `${count} of ${ceiling.tenants} tenants, ${Math.ceil(vCpu)} of ${ceiling.vCpu} vCPU when all that share are scaled out`,
    ...servers.map(
      ({ server, connections, available }) =>
        `${server === "shared" ? "shared database" : `database of ${server}`}: ${connections} of ${available} connections`,
    ),
  ];
}
