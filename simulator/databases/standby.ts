/** What the database services of both clouds say of the zones that their servers stand in. */
import { rdsStandby } from "../aws/resources/rds/standby.ts";
import { flexibleServerStandby } from "../azure/resources/postgresql/standby.ts";
import type { Backing } from "../cloud/definition.ts";
import type { SimulatedResource, World } from "../world.ts";

/** Names of zones as the simulator switches them, for example `eu-central-1a` or `germanywestcentral-1`. */
export interface Zones {
  readonly zone: string;
  /** Nothing where there is no standby that could take over. */
  readonly standby: string | undefined;
}

export interface StandbyService {
  /** Pulumi type token of its servers. */
  readonly type: string;
  readonly backing: Backing & Required<Pick<Backing, "cut">>;
  /** Whether a person means this server. */
  isNamed(server: SimulatedResource, name: string): boolean;
  zonesOf(server: SimulatedResource, world: World): Zones;
  /** The server after its standby took over. */
  moved(server: SimulatedResource, zones: Zones): SimulatedResource;
}

export const standbyServices: readonly StandbyService[] = [rdsStandby, flexibleServerStandby];
