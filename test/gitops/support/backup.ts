/** One tenant's backup jobs with some values laid over its own, as its Application would render them. */
import { join } from "node:path";
import { gitops } from "./application-sets.ts";
import { platformOf } from "./facts.ts";
import { helmTemplate } from "./helm.ts";
import { type KubernetesObject, objectsIn } from "./objects.ts";

/** @param over  what differs from the sample tenant: sections of `tenant.yaml` and of `generated.yaml` */
export async function backupWith(over: {
  readonly spec?: object;
  readonly generated?: object;
}): Promise<readonly KubernetesObject[]> {
  const { facts, switches } = platformOf("aws-production");
  const [tenant] = JSON.parse(facts.tenants);
  const folder = join(gitops, "platforms", "aws-production", tenant.name);
  const files = ["tenant.yaml", "generated.yaml"].map((name) => join(folder, name));
  const text = await helmTemplate({
    chart: join(gitops, "backup"),
    release: "backup",
    namespace: tenant.namespace,
    files: [join(gitops, "rings", "production-1.yaml"), ...files],
    values: { facts, switches, tenant, ...over },
  });
  return objectsIn(text);
}
