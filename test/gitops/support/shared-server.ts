/** One API server for all tests of a run that ask it about objects in tenants' namespaces; starting it takes seconds. */
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import type { KubernetesObject } from "./objects.ts";
import { allObjects, rendering } from "./platforms.ts";
import type { Rendered } from "./render.ts";
import { type Account, type Server, startServer, untilRefused } from "./server.ts";
import { cronJob, namespaceNamed, pod, webDeployment } from "./workloads.ts";

/** Kinds that other objects stand on. */
const groundKinds = [
  "Namespace",
  "PriorityClass",
  "ResourceQuota",
  "LimitRange",
  "ServiceAccount",
  "PodDisruptionBudget",
];
const policyKinds = ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];

/** Who syncs: its name is that of the upstream chart, which is in no module that the tests could render. */
const controller: Account = { namespace: "argocd", name: "argocd-application-controller" };
/** Somebody with every right that Kubernetes can give, and no part of the cluster itself. */
const operator: Account = { namespace: "longshore-system", name: "somebody" };
/** Their own rights are in charts that stay out of this server; what admission says to them must not hang on that. */
const operators: readonly Account[] = ["cert-manager", "external-dns", "external-secrets"].map((name) => ({
  namespace: name,
  name,
}));

export interface SharedServer extends Server {
  readonly argocd: Api;
  readonly operator: Api;
}

let shared: Promise<SharedServer> | undefined;

/** The server with the ground of all tenants of both clouds and the production platform's policies in force. */
export function sharedServer(): Promise<SharedServer> {
  shared ??= start();
  return shared;
}

after("the API server of gitops/ stops", async function () {
  this.timeout(180_000);
  await (await shared)?.stop();
});

async function start(): Promise<SharedServer> {
  const production = (await rendering("aws-production")).flatMap(({ objects }) => objects);
  const everywhere = (await allObjects()).filter(({ kind }) => groundKinds.includes(kind));
  const ground = groundKinds.flatMap((kind) => everywhere.filter((object) => object.kind === kind));
  const first = new Map(
    ground.map((each) => [[each.kind, each.metadata.namespace, each.metadata.name].join(" "), each]),
  );
  const server = await startServer([
    ...first.values(),
    ...[controller, operator, ...operators].flatMap(mayDoEverything),
    ...production.filter(({ kind }) => policyKinds.includes(kind)),
  ]);
  await untilRefused(server, pod({ image: "docker.io/somebody/odoo:19.0" }), /approved registry/);
  await untilRefused(server, cronJob({ resources: {} }), /no requests and limits/);
  await untilRefused(server, pod({ env: [{ name: "PGPASSWORD", value: "x" }] }), /a secret as a plain value/);
  await untilRefused(server, namespaceNamed("stranger", {}), /no Pod Security/);
  await untilRefused(server, webDeployment({}, { topologySpreadConstraints: [] }), /may stand in one zone/);
  return { ...server, argocd: await server.as(controller), operator: await server.as(operator) };
}

function mayDoEverything({ namespace, name }: Account): readonly KubernetesObject[] {
  const metadata = { name, namespace };
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name: `everything-${name}` },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "ServiceAccount", ...metadata }],
    },
  ];
}

/** Objects as Argo CD applies them: with the Application that they belong to. */
export function tracked({ application, objects }: Rendered): readonly KubernetesObject[] {
  return objects.map((object) => trackedBy(application.metadata.name, object));
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/ (read 2026-11). */
export function trackedBy(application: string, object: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  const id = `${application}:${group}/${kind}:${metadata.namespace ?? ""}/${metadata.name}`;
  const annotations = { ...metadata.annotations, "argocd.argoproj.io/tracking-id": id };
  return { ...object, metadata: { ...metadata, annotations } };
}
