/** What happens after a tenant's folder is written: by people, by Pulumi, by Argo CD. */
import { recommendIsolation } from "../../stacks/tenant/classification.ts";
import { capacityLines } from "./capacity.ts";
import type { Placement } from "./place.ts";

/** @returns the steps that make a folder a running tenant */
export function stepsToRun({ tenant, platform, files }: Placement): readonly string[] {
  const { name } = tenant.metadata;
  const { settings, stack } = platform;
  const own = tenant.spec.isolation === "dedicated" ? "a database server, buckets, keys and nodes of its own, " : "";
  return [
    "npx longshore access generate: .github/CODEOWNERS says who approves its changes",
    `commit ${files.join(" and ")} with it, and merge it into ${settings.gitops.revision}`,
    `pulumi up -s ${stack} --policy-pack policy-pack: it makes ${own}secrets, identities and paths, and names the tenant to Argo CD`,
    `Argo CD makes tenant-${name} (project, namespace, quota, secret store, database), then odoo-${name} and backup-${name}:\n     kubectl -n argocd get applications tenant-${name} odoo-${name} backup-${name}`,
    ...(tenant.spec.copyOf === undefined
      ? []
      : [
          `its data comes from the newest backup of ${tenant.spec.copyOf}; nothing leads to it before it is neutralised`,
        ]),
    `let ${tenant.spec.hostname} be an alias (CNAME) of ingress.${settings.domain}`,
  ];
}

export const numbered = (steps: readonly string[]): readonly string[] =>
  steps.map((step, index) => `  ${index + 1}. ${step}`);

/** What the tenant is, what people should know of its isolation, and what its platform carries now. */
export function summary({ tenant, platform, files }: Placement): readonly string[] {
  const { metadata, spec } = tenant;
  const { isolation, reasons } = recommendIsolation(spec.classification);
  const advice =
    isolation === spec.isolation ? [] : [`Its classification speaks for ${isolation}: ${reasons.join("; ")}.`];
  return [
    `${metadata.name} on ${platform.stack}: ${spec.isolation}, ${spec.tier}, ring ${spec.ring}, ${spec.hostname}`,
    ...files.map((file) => `  ${file}`),
    ...advice,
    "",
    "The platform with it:",
    ...capacityLines(platform).map((line) => `  ${line}`),
  ];
}
