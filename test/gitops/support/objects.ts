/** Kubernetes objects as the tests look at them. Whether they are valid is kubeconform's business. */
import { parseAllDocuments } from "yaml";
import * as z from "zod";

const texts = z.record(z.string(), z.string()).optional();
const kubernetesObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: texts,
    annotations: texts,
  }),
});
export type KubernetesObject = Readonly<z.output<typeof kubernetesObject>>;

/**
 * The documents of a YAML text that hold something.
 * @throws Error where the text is no YAML, a key stands twice, or a document is no Kubernetes object
 */
export function objectsIn(text: string): readonly KubernetesObject[] {
  return documentsIn(text).map((document) => kubernetesObject.parse(document));
}

/** The same for documents of any kind. */
export function documentsIn(text: string): readonly unknown[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [problem] = document.errors;
    if (problem) throw problem;
    const value: unknown = document.toJS();
    return value === null ? [] : [value];
  });
}

/** `Deployment odoo-web`, for messages. */
export const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind} ${metadata.name}`;

/**
 * The one object of a kind and name.
 * @throws Error where there is none, with what there is
 */
export function find(objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name} among ${objects.map(nameOf).join(", ")}`);
  return found;
}

/** What stands at a path, for example `spec.template.spec`; undefined where there is nothing. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return Reflect.get(inner, key);
  }, value);
}

const amounts = z.record(z.string(), z.union([z.string(), z.number()])).default({});
const context = z
  .looseObject({
    runAsNonRoot: z.boolean().optional(),
    readOnlyRootFilesystem: z.boolean().optional(),
    allowPrivilegeEscalation: z.boolean().optional(),
    capabilities: z.looseObject({ drop: z.array(z.string()).default([]) }).optional(),
    seccompProfile: z.looseObject({ type: z.string() }).optional(),
  })
  .default({});
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).default([]),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
  envFrom: z.array(z.looseObject({ secretRef: z.looseObject({ name: z.string() }).optional() })).default([]),
  ports: z.array(z.looseObject({ containerPort: z.int() })).default([]),
  resources: z.looseObject({ requests: amounts, limits: amounts }).default({ requests: {}, limits: {} }),
  securityContext: context,
  livenessProbe: z.unknown().optional(),
  readinessProbe: z.unknown().optional(),
});
const podSpec = z.looseObject({
  containers: z.array(container),
  initContainers: z.array(container).default([]),
  serviceAccountName: z.string().optional(),
  automountServiceAccountToken: z.boolean().optional(),
  priorityClassName: z.string().optional(),
  securityContext: context,
});
export type PodSpec = Readonly<z.output<typeof podSpec>>;
export type Container = Readonly<z.output<typeof container>>;

/** The pod that an object makes, if it makes any. */
export function podOf(object: KubernetesObject): PodSpec | undefined {
  const path = {
    CronJob: "spec.jobTemplate.spec.template.spec",
    DaemonSet: "spec.template.spec",
    Deployment: "spec.template.spec",
    Job: "spec.template.spec",
    StatefulSet: "spec.template.spec",
  }[object.kind];
  return path ? podSpec.parse(at(object, path)) : undefined;
}
