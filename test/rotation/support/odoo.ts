/** The part of a tenant's Odoo that passwords reach, on the cluster of the tests: the real chart without its routes, pooler and scaler. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { applications } from "../../../simulator/kubernetes/client/applications.ts";
import { gitops } from "../../gitops/support/application-sets.ts";
import { platformOf } from "../../gitops/support/facts.ts";
import { putSecret } from "../../simulator/kubernetes/operators.ts";
import type { Simulation } from "../../simulator/kubernetes/simulation.ts";

export const tenant = "velmora-nord";
export const namespace = `tenant-${tenant}`;
export const application = `odoo-${tenant}`;
const store = `longshore-production/tenants/${tenant}`;
export const databaseSecret = `${store}/database`;
const branch = { repository: "https://git.example/harbor/rotation.git", revision: "main" };
const kept = ["configuration.yaml", "secrets.yaml", "service.yaml", "web.yaml"];

/** The secrets of one date, as Pulumi writes them. */
export function putPasswords(sim: Simulation, date: string): void {
  const username = `odoo_velmora_nord_${date.replaceAll("-", "")}`;
  putSecret(sim, databaseSecret, {
    username,
    password: `database-${date}`,
    previousUsername: "",
    previousPassword: "",
  });
  putSecret(sim, `${store}/cache`, { username: `tenant-${tenant}`, password: `cache-${date}` });
  putSecret(sim, `${store}/odoo`, { adminPassword: `odoo-${date}` });
}

/** What the tenant's namespace has before Odoo comes (gitops/tenant). */
export async function prepareNamespace(sim: Simulation, region: string): Promise<void> {
  const yaml = `
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: tenant-web }
value: 1000
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: tenant }
spec: { provider: { aws: { service: SecretsManager, region: ${region} } } }`;
  await sim.apply(namespace, yaml);
}

export async function publishChart(sim: Simulation): Promise<void> {
  const { git } = sim.simulator.internet;
  await git.publish(branch);
  const others = readdirSync(join(gitops, "odoo", "templates")).filter(
    (file) => file.endsWith(".yaml") && !kept.includes(file),
  );
  const changes = Object.fromEntries(others.map((file) => [`gitops/odoo/templates/${file}`, undefined]));
  await git.commit(branch, changes, "Only what passwords reach");
}

/** The Application that the tenant's chart makes, with facts that name these dates. */
export function odooApplication(current: string, previous = "") {
  const { facts, switches } = platformOf("aws-production");
  const [found] = JSON.parse(facts.tenants);
  const folder = `../platforms/aws-production/${tenant}`;
  return {
    apiVersion: applications.apiVersion,
    kind: applications.kind,
    metadata: {
      name: application,
      namespace: "argocd",
      annotations: { "argocd.argoproj.io/compare-options": "ServerSideDiff=true" },
    },
    spec: {
      project: "default",
      destination: { server: "https://kubernetes.default.svc", namespace },
      source: {
        repoURL: branch.repository,
        targetRevision: branch.revision,
        path: "gitops/odoo",
        helm: {
          releaseName: "odoo",
          valueFiles: ["../rings/production-1.yaml", `${folder}/tenant.yaml`, `${folder}/generated.yaml`],
          valuesObject: { facts, switches, tenant: { ...found, passwordDate: current, formerPasswordDate: previous } },
        },
      },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { limit: -1, backoff: { duration: "2s", factor: 2, maxDuration: "3m" } },
        syncOptions: ["ServerSideApply=true", "CreateNamespace=false"],
      },
    },
  };
}
