/** What happened last, for people and for the gate between rings: a ConfigMap that stands in the tenant's namespace. */
import type { Context } from "../context.ts";
import type { Kubernetes } from "../kubernetes.ts";

/** Its name; `gitops/tenant` makes it, and nobody else writes to it. */
const name = "odoo-upgrade";

export interface UpgradeRecord {
  readonly release: string;
  readonly outcome: string;
  readonly reason?: string;
}

/** A record that cannot be written must not undo what was done. */
export async function writeRecord(
  { say }: Context,
  cluster: Kubernetes,
  { release, outcome, reason = "" }: UpgradeRecord,
): Promise<void> {
  const data = { release, outcome, reason, at: new Date().toISOString() };
  try {
    if (!(await cluster.merge("api/v1", `configmaps/${name}`, { data }))) say(`warning: there is no ConfigMap ${name}`);
  } catch (error) {
    say(`warning: the record was not written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
