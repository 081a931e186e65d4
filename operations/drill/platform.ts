/** The platforms that a drill plays on, as they run on the simulator. */
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { connectCluster } from "../../simulator/kubernetes/connect.ts";
import { workTree } from "../../simulator/paths.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { readPlaced } from "../../stacks/tenants.ts";
import { readSettings } from "../settings.ts";
import { findStack, readStacks, type StackPlace } from "../stacks.ts";
import { withoutCredentials } from "../start/cloud-identity.ts";
import { seed } from "../start/rehearsal.ts";
import { findTenants } from "../start/tenants.ts";
import type { Platform, Subject } from "./scenario.ts";

/** About how many rows a tenant's database gets where it has none yet: enough for every kind of document. */
const seededRows = 20_000;

/**
 * @param tenant  default the first of the stack that is no copy
 * @throws Error with the tenants there are, where there is no such one
 */
export function subjectOf(place: StackPlace, tenant?: string): Subject {
  const settings = readSettings(workTree, place.stack);
  const tenants = readPlaced(`${workTree}/gitops/platforms/${place.stack}`).map((placed) => placed.tenant);
  const found = tenants.find(({ metadata, spec }) =>
    tenant === undefined ? spec.copyOf === undefined : metadata.name === tenant,
  );
  if (found) return { place, settings, tenant: found, neighbours: neighboursOf(found, tenants) };
  const names = tenants.map(({ metadata }) => metadata.name).join(", ") || "none";
  throw new Error(`${place.stack} has no tenant ${tenant ?? "of its own"}; there are: ${names}`);
}

function neighboursOf(tenant: Tenant, tenants: readonly Tenant[]): readonly Tenant[] {
  if (tenant.spec.isolation === "dedicated") return [];
  return tenants.filter(
    (other) => other !== tenant && other.spec.isolation === "shared" && other.spec.copyOf === undefined,
  );
}

/** Platforms by stack, each opened once. */
export class Platforms {
  readonly #client: SimulatorClient;
  readonly #open = new Map<string, Promise<Platform>>();

  constructor(client: SimulatorClient) {
    this.#client = client;
  }

  /** @throws Error with the way on, where the stack has no running cluster */
  open(stack: string): Promise<Platform> {
    const known = this.#open.get(stack) ?? this.#connect(stack);
    this.#open.set(stack, known);
    known.catch(() => this.#open.delete(stack));
    return known;
  }

  async close(): Promise<void> {
    for (const platform of await Promise.allSettled(this.#open.values())) {
      if (platform.status === "fulfilled") platform.value.api.close();
    }
  }

  async #connect(stack: string): Promise<Platform> {
    const place = findStack(readStacks(workTree), stack);
    const [cluster] = await this.#client.clusters(place.account, place.region);
    if (!cluster)
      throw new Error(`${stack} does not run on the simulator; bring it up first: npm start -- --stack ${stack}`);
    return { place, settings: readSettings(workTree, stack), cluster, api: connectCluster(cluster) };
  }
}

/** Gives a tenant a company's data to lose, where it has none. */
export async function fill(client: SimulatorClient, { api, place }: Platform, tenant: string): Promise<void> {
  const running = (await findTenants(api)).find(({ name }) => name === tenant);
  if (!running) throw new Error(`no backup job of ${tenant} is synced on ${place.stack}: has Argo CD finished?`);
  const internet = withoutCredentials(await client.environment(place.account, place.region));
  await seed({ client, api, internet }, running, seededRows);
}
