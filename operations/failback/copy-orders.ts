/**
 * On Azure, the orders by which a former primary's blobs were copied to its successor. The successor placed them in the
 * other region and asks nothing of a region that is lost, so they stand when it is back, and Azure takes no second ones
 * between the same accounts ("Object replication for block blobs", Microsoft Learn, read November 2026).
 */
import * as z from "zod";
import { arm } from "../cloud-cli.ts";
import { resourcesOf, type State } from "../state.ts";

const account = "azure-native:storage:StorageAccount";
/** That of the provider's type (`docs/azure-inputs.md`). */
const version = "api-version=2024-01-01";

const policies = z.object({
  value: z.array(z.object({ id: z.string(), properties: z.object({ sourceAccount: z.string() }) })),
});

/**
 * Takes away what copies from this stack's accounts; nothing where none of them stands.
 * @param ask  management API; default Azure's
 * @throws Error with Azure's own words
 */
export async function withdrawCopyOrders(state: State, ask: typeof arm = arm): Promise<void> {
  const accounts = resourcesOf(state).filter(({ type }) => type === account);
  for (const { id = "" } of accounts) {
    const { value } = policies.parse(await ask(`${id}/objectReplicationPolicies?${version}`));
    // Azure writes ids as it likes.
    const outgoing = value.filter(({ properties }) => properties.sourceAccount.toLowerCase() === id.toLowerCase());
    for (const policy of outgoing) await ask(`${policy.id}?${version}`, "DELETE");
  }
}
