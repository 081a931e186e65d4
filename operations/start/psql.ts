/** SQL from outside the cluster, as an operator sends it: over TLS, under the server's own name. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Toolchain } from "../../simulator/toolchain/toolchain.ts";
import type { RunningTenant } from "./tenants.ts";

const run = promisify(execFile);

export type Login = Readonly<Record<string, string>>;

/** libpq's variables for one user of a tenant's database server. */
export async function loginOf(
  client: SimulatorClient,
  tenant: RunningTenant,
  { PGUSER = "", PGPASSWORD = "" }: Readonly<Record<string, string>>,
): Promise<Login> {
  const address = await client.resolve(tenant.host);
  if (!address) throw new Error(`${tenant.host} is no server of the simulated cloud`);
  return {
    ...tenant.database,
    PGHOSTADDR: address,
    PGSSLMODE: "verify-full",
    PGSSLROOTCERT: join(client.paths.state, "authority.pem"),
    PGUSER,
    PGPASSWORD,
  };
}

/** @throws Error with psql's own words */
export async function psql({ postgres }: Toolchain, login: Login, sql: string): Promise<string> {
  const args = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql];
  return (await run(join(postgres, "psql"), args, { env: { ...process.env, ...login } })).stdout.trim();
}
