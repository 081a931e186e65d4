/** What a stack may still do when its region returns after another one was promoted: nothing. */

import type { StackPlace } from "../../stacks.ts";
import { type Login, loginOf, psql } from "../../start/psql.ts";
import { odooPod, secretOf } from "../../start/rehearsal.ts";
import { readSecret } from "../../start/secrets.ts";
import { findTenants } from "../../start/tenants.ts";
import { authorityOf, ingressAddresses, Names } from "../names.ts";
import type { Ground, NamedCheck, Subject } from "../scenario.ts";
import { until } from "./catching-up.ts";
import { namespaceOf } from "./odoo.ts";

/** What Odoo logs in with, on the platform that the drill was started for. */
export async function odooLogin({ platform: { api }, simulator, subject }: Ground): Promise<Login> {
  const namespace = namespaceOf(subject);
  const tenant = (await findTenants(api)).find((found) => found.namespace === namespace);
  if (!tenant) throw new Error(`${subject.tenant.metadata.name} has no backup job in ${namespace}`);
  return loginOf(simulator, tenant, await readSecret(api, namespace, secretOf(await odooPod(api, namespace))));
}

/**
 * Gives the region its power back, and waits until its databases refuse Odoo.
 * @param login  of Odoo there, noted while it was primary
 */
export const takesNoWrites = (
  { place, tenant, settings }: Subject,
  recovery: StackPlace,
  login: () => Login | undefined,
): NamedCheck => ({
  name: "the former primary takes no writes when its region returns",
  by: `Odoo's login at the server of ${place.stack} is refused within a minute, and \`dig +short ${tenant.spec.hostname}\` leads to ${recovery.stack} still`,
  run: async (ground) => {
    const { simulator, toolchain } = ground;
    const own = login();
    if (!own) return "it is not known what Odoo logged in with";
    await simulator.switchRegion(place.region, "on");
    await until("the former primary's database lets Odoo in", async () =>
      isRefused(await psql(toolchain, own, "SELECT 1").catch((error: Error) => error)),
    );
    const names = new Names(await authorityOf(simulator), `ingress.${settings.domain}`);
    const found = await names.resolve(tenant.spec.hostname);
    const fits = await ingressAddresses(simulator, (await ground.open(recovery.stack)).api);
    return fits.includes(found)
      ? undefined
      : `${tenant.spec.hostname} leads to ${found} again; fits ${fits.join(", ")}`;
  },
});

/** PostgreSQL says no more of a login that has run out than of a wrong password. */
export const isRefused = (said: string | Error): boolean =>
  said instanceof Error && said.message.includes("password authentication failed");
