/**
 * What a platform carries: the sum of its tenants against the connections of its database servers and against its nodes,
 * and how many tenants are supported at all. Beyond it a company takes a second platform, not a larger one
 * (docs/decisions/platform-ceiling.md).
 */
import { deviationProblem, parameterValues } from "../components/postgresql.ts";
import type { Problem } from "./problems.ts";
import type { Settings } from "./settings.ts";
import { sizeTenant } from "./sizing/sizing.ts";
import type { Tenant } from "./tenant.ts";

/** The supported ceiling of one platform. */
export const ceiling = {
  /**
   * Facts of all tenants travel in the annotations of one Secret, which Kubernetes limits to 256 KiB together
   * (`TotalAnnotationSizeLimitB`, https://pkg.go.dev/k8s.io/apimachinery/pkg/api/validation, read 2026-11); a tenant's take up to 2.5 KiB.
   */
  tenants: 80,
  /** `max_connections` of the largest size (`components/postgresql.ts`), without a deviation. */
  connections: 1600,
  /**
   * Of nodes that tenants share: on AKS 20 nodes of 8 vCPU in each of three zones (`components/azure/agent-pools.ts`), and no
   * more on EKS, whose built-in node pool names no limit. Ask AWS for the quota `L-1216C47A`, Azure for the family's.
   */
  vCpu: 480,
} as const;

/**
 * Connections of a server that no tenant's Odoo gets: 15 that Azure keeps for replication and monitoring
 * (https://learn.microsoft.com/azure/postgresql/configure-maintain/concepts-limits, read 2026-11; RDS and PostgreSQL itself
 * keep fewer), and 10 for provisioning, metrics and people.
 */
const reserved = 25;
/** Of each tenant's backup jobs: a snapshot that is held and the dump that reads it, a restore that is verified beside them. */
const backupConnections = 4;

/** One database server and what its tenants may open together. */
export interface ServerCapacity {
  /** `shared`, or the name of the tenant that it belongs to. */
  readonly server: string;
  readonly tenants: readonly string[];
  readonly connections: number;
  readonly available: number;
}

export interface PlatformCapacity {
  readonly tenants: number;
  readonly servers: readonly ServerCapacity[];
  /** That shared tenants may ask for at the same time, all scaled out, rolling and backing up. */
  readonly vCpu: number;
}

/** @returns what the platform's tenants may take together, for reports */
export function platformCapacity(settings: Settings, tenants: readonly Tenant[]): PlatformCapacity {
  const shared = tenants.filter(({ spec }) => spec.isolation === "shared");
  const dedicated = tenants.filter(({ spec }) => spec.isolation === "dedicated");
  const available = serverConnections(settings);
  const server = (name: string, all: readonly Tenant[]): ServerCapacity => ({
    server: name,
    tenants: all.map(({ metadata }) => metadata.name),
    connections: total(all, connectionsOf),
    available,
  });
  return {
    tenants: tenants.length,
    servers: [server("shared", shared), ...dedicated.map((tenant) => server(tenant.metadata.name, [tenant]))],
    vCpu: total(shared, vCpuOf),
  };
}

/**
 * @param settings  of the stack
 * @param tenants   all of the stack's
 * @returns what the platform cannot carry, with what would fit; empty where it carries all
 */
export function capacityProblems(settings: Settings, tenants: readonly Tenant[]): readonly Problem[] {
  const capacity = platformCapacity(settings, tenants);
  const problems: Problem[] = [];
  if (capacity.tenants > ceiling.tenants)
    problems.push({
      path: "the stack's tenants",
      found: `${capacity.tenants} tenants`,
      fits: `at most ${ceiling.tenants} on one platform; move some to another stack`,
    });
  for (const { server, tenants: names, connections, available } of capacity.servers) {
    if (connections <= available) continue;
    const fewer = server === "shared" ? [`fewer shared tenants: ${largest(tenants, connectionsOf)}`] : [];
    problems.push({
      path: "longshore:database.size",
      found: `${settings.database.size}, ${available} connections for tenants where ${names.length} ask for ${connections}`,
      fits: [...wanted(settings, connections + reserved), ...fewer].join(", or "),
    });
  }
  if (capacity.vCpu > ceiling.vCpu)
    problems.push({
      path: "the stack's tenants",
      found: `${Math.ceil(capacity.vCpu)} vCPU when all shared tenants are scaled out`,
      fits: `at most ${ceiling.vCpu} vCPU on one platform; move some to another stack: ${largest(tenants, vCpuOf)}`,
    });
  return problems;
}

const connectionsOf = (tenant: Tenant): number => sizeTenant(tenant).connections.role + backupConnections;

const vCpuOf = (tenant: Tenant): number => Number.parseInt(sizeTenant(tenant).quota.requests.cpu, 10) / 1000;

const total = (tenants: readonly Tenant[], of: (tenant: Tenant) => number): number =>
  tenants.reduce((all, tenant) => all + of(tenant), 0);

/** What a server of the platform's size leaves to tenants. */
function serverConnections({ database: { size, parameters } }: Settings): number {
  return Number(parameterValues(size, parameters).max_connections) - reserved;
}

/** What of the settings gives a server as many connections: the smallest size by its own default, or a deviation of this one. */
function wanted({ database: { size } }: Settings, connections: number): readonly string[] {
  const sizes = ["small", "medium", "large", "xlarge"] as const;
  const larger = sizes.find((each) => Number(parameterValues(each, {}).max_connections) >= connections);
  const deviates = deviationProblem(size, "max_connections", String(connections)) === undefined;
  return [
    ...(larger ? [larger] : []),
    ...(deviates ? [`database.parameters with max_connections of ${connections} or more`] : []),
  ];
}

/** The three that take most, and how much. */
function largest(tenants: readonly Tenant[], of: (tenant: Tenant) => number): string {
  const shared = tenants.filter(({ spec }) => spec.isolation === "shared");
  const biggest = shared.toSorted((a, b) => of(b) - of(a)).slice(0, 3);
  return biggest.map((tenant) => `${tenant.metadata.name} takes ${Math.ceil(of(tenant))}`).join(", ");
}
