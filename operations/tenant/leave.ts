/** What is left of a tenant whose folder is gone, and how each part goes. */
import { tenantNamespace } from "../../components/gitops/facts.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import type { StateResource } from "../state.ts";

/**
 * @param resources  of the stack's state
 * @returns steps in their order; what opens the backups stays, or nobody could read them
 */
export function stepsToLeave(
  stack: string,
  { metadata, spec }: Tenant,
  resources: readonly StateResource[],
): readonly string[] {
  const { name } = metadata;
  const namespace = tenantNamespace(name);
  const protectedOnes = resources.filter((each) => each.protect === true && isOf(name, each));
  const [kept, freed] = [protectedOnes.filter(isKeyToBackups), protectedOnes.filter((each) => !isKeyToBackups(each))];
  const pulumi = (verb: string, each: StateResource) => `\n     pulumi state ${verb} -s ${stack} --yes '${each.urn}'`;
  return [
    "npx longshore access generate, commit that and that the folder is gone, and merge it",
    ...(kept.length === 0
      ? []
      : [
          `let Pulumi forget what opens the backups; it stays in the cloud:${kept.map((each) => pulumi("delete --force", each)).join("")}`,
        ]),
    ...(freed.length === 0
      ? []
      : [`let go of what else is protected:${freed.map((each) => pulumi("unprotect", each)).join("")}`]),
    `pulumi up -s ${stack} --policy-pack policy-pack: identities and secrets go${spec.isolation === "dedicated" ? ", and its own server, buckets, keys and nodes" : ""}, and Argo CD no longer hears of it`,
    `take its Applications and its namespace away; Argo CD never does that by itself:\n     kubectl -n argocd delete application odoo-${name} backup-${name} tenant-${name}\n     kubectl delete namespace ${namespace}`,
    ...(spec.isolation === "dedicated"
      ? []
      : [
          `drop its database and its roles (odoo_, dump_, verify_ and upgrade_${name.replaceAll("-", "_")}, with their dated logins) as the server's administrator`,
          `its files stay under tenants/${name}/ until somebody deletes them; its backups and archives stay by their retention`,
        ]),
  ];
}

/** By the component that made it, or by its own name: `tenants/<name>/…` for secrets, `<name>-…` for passwords. */
function isOf(tenant: string, { urn }: StateResource): boolean {
  const [, , types = "", name = ""] = urn.split("::");
  return types.includes("longshore:index:Tenant")
    ? name.startsWith(`${tenant}-`)
    : name.includes(`-tenants-${tenant}-`);
}

const isKeyToBackups = ({ urn }: StateResource): boolean => /-repository$|-tenants-[a-z0-9-]+-backup$/.test(urn);
