/** Workloads that every policy takes, for tests to change one line of. */
import type { KubernetesObject } from "./objects.ts";

/** Of nobody's image: nothing here pulls one. */
export const digest = `sha256:${"0".repeat(64)}`;
export const image = `ghcr.io/longshore-platform/longshore/odoo:19.0@${digest}`;
export const securityContext = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};
export const resources = { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "10m", memory: "16Mi" } };

/** The tenant whose namespace they are for. */
export const namespace = "tenant-velmora-nord";

/**
 * @param container  lines of its container
 * @param spec       lines of its spec
 */
export function pod(container: object = {}, spec: object = {}): KubernetesObject {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "probe", namespace }, spec: podSpec(container, spec) };
}

const podSpec = (container: object, spec: object) => ({
  containers: [{ name: "main", image, resources, securityContext, ...container }],
  ...spec,
});

/** The same as a CronJob: rules must find containers wherever they stand. */
export function cronJob(container: object, pod: object = {}): KubernetesObject {
  const template = { spec: { ...podSpec(container, pod), restartPolicy: "Never" } };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "probe", namespace },
    spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template } } },
  };
}

/** A Deployment that listens, under the labels of Odoo's web pods: their disruption budget is its own. */
export function webDeployment(container: object = {}, pod: object = {}, metadata: object = {}): KubernetesObject {
  const matchLabels = { "app.kubernetes.io/name": "odoo", "app.kubernetes.io/component": "web" };
  const probe = { httpGet: { path: "/web/health", port: "http" } };
  const listening = {
    ports: [{ name: "http", containerPort: 8069 }],
    readinessProbe: probe,
    livenessProbe: probe,
    ...container,
  };
  const topologyKey = "topology.kubernetes.io/zone";
  const spread = { maxSkew: 1, topologyKey, whenUnsatisfiable: "DoNotSchedule", labelSelector: { matchLabels } };
  const spec = podSpec(listening, { topologySpreadConstraints: [spread], ...pod });
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "probe", namespace, labels: matchLabels, ...metadata },
    spec: { selector: { matchLabels }, template: { metadata: { labels: matchLabels }, spec } },
  };
}

/** @param labels  all that it has */
export const namespaceNamed = (name: string, labels: Record<string, string>): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels },
});
