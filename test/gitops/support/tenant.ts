/** One tenant's Odoo with some values laid over its own, as its Application would render it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { gitops } from "./application-sets.ts";
import { type Difference, platformOf } from "./facts.ts";
import { helmTemplate } from "./helm.ts";
import { type KubernetesObject, objectsIn } from "./objects.ts";

interface Over {
  /** Sections of `tenant.yaml`. */
  readonly spec?: object;
  /** Section of `generated.yaml` that is left out. */
  readonly without?: string;
  /** Facts of the tenant. */
  readonly tenant?: object;
}

/** @param over  what differs from the sample tenant */
export async function odooWith(over: Over, difference: Difference = {}): Promise<readonly KubernetesObject[]> {
  const { spec = {}, without = "" } = over;
  const stack = "aws-production";
  const { facts, switches } = platformOf(stack, difference);
  const [tenant] = JSON.parse(facts.tenants);
  const folder = join(gitops, "platforms", stack, tenant.name);
  const { [without]: _, ...generated } = parse(readFileSync(join(folder, "generated.yaml"), "utf8")).generated;
  const text = await helmTemplate({
    chart: join(gitops, "odoo"),
    release: "odoo",
    namespace: tenant.namespace,
    files: [join(gitops, "rings", "production-1.yaml"), join(folder, "tenant.yaml")],
    values: { spec, generated, facts, switches, tenant: { ...tenant, ...over.tenant } },
  });
  return objectsIn(text);
}
