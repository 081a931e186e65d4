/** The database server of a tenant, as its cloud knows it. */
import { findTenants } from "../../start/tenants.ts";
import type { CloudTime, Ground, Subject } from "../scenario.ts";
import { databaseOf, prefixOf } from "./odoo.ts";

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RebootInstance.html (read 2026-11-22). */
export const awsFailover = (subject: Subject): string =>
  `aws rds reboot-db-instance --region ${subject.place.region} --db-instance-identifier ${databaseOf(subject)} --force-failover`;

/** https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-manage-high-availability (read 2026-11-22). */
export const azureFailover = (subject: Subject): string =>
  `az postgres flexible-server restart --resource-group ${prefixOf(subject)}-database --name SERVER --failover Forced`;

/**
 * Seconds: the upper end of what both clouds say is typical, 60 to 120 ("Configuring and managing a Multi-AZ deployment",
 * RDS user guide; "High availability", Azure Database for PostgreSQL; read 2026-11-22).
 */
const published = 120;

/** @param took  seconds that the simulator took for it */
export const failoverTime = (took: number): CloudTime => ({
  what: "the failover of the database",
  took,
  published,
  source: "both clouds' documentation: typically 60 to 120 s",
});

export interface DatabaseServer {
  /** Host name. */
  readonly host: string;
  /** Physical id. */
  readonly id: string;
  /** Where it stands now, as the simulator switches zones; nothing where its cloud does not say. */
  readonly zone: string | undefined;
}

/** @throws Error where the tenant's job names a server that no cloud has */
export async function databaseServer({ platform, simulator, subject }: Ground): Promise<DatabaseServer> {
  const name = subject.tenant.metadata.name;
  const host = (await findTenants(platform.api)).find((tenant) => tenant.name === name)?.host;
  const server = (await simulator.world()).find(({ outputs }) =>
    [outputs.address, outputs.fullyQualifiedDomainName].some((known) => known === host && host !== undefined),
  );
  if (!server || host === undefined) throw new Error(`no database server of the simulator has the name ${host}`);
  const zone = server.outputs.availabilityZone;
  if (typeof zone !== "string") return { host, id: server.id, zone: undefined };
  // Azure counts the zones of each region with a number.
  return { host, id: server.id, zone: /^\d$/.test(zone) ? `${server.region}-${zone}` : zone };
}
