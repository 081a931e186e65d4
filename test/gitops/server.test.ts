/** The real API server takes all of `gitops/`, and its admission refuses what it should. */
import assert from "node:assert/strict";
import { at, type KubernetesObject, nameOf, podOf } from "./support/objects.ts";
import { allObjects, objectsOf, rendering } from "./support/platforms.ts";
import { type Server, startServer, untilRefused } from "./support/server.ts";

/** Kinds that other objects stand on. */
const groundKinds = ["Namespace", "PriorityClass", "ResourceQuota", "LimitRange", "ServiceAccount"];
const policyKinds = ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];

/** Of nobody's image: nothing here pulls one. */
const digest = `sha256:${"0".repeat(64)}`;
const image = `ghcr.io/longshore-platform/longshore/odoo:19.0@${digest}`;
const vendors = "quay.io/argoproj/argocd:v3.5.7";
const securityContext = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};
const resources = { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "10m", memory: "16Mi" } };

/** A pod that everything allows, with some lines of its container changed. */
function pod(container: object = {}, spec: object = {}, namespace = "tenant-velmora-nord"): KubernetesObject {
  const main = { name: "main", image, resources, securityContext, ...container };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "probe", namespace },
    spec: { containers: [main], ...spec },
  };
}

/** The same as a CronJob: rules must find containers wherever they stand. */
function cronJob(container: object): KubernetesObject {
  const template = { spec: { ...Object(at(pod(container), "spec")), restartPolicy: "Never" } };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "probe", namespace: "tenant-velmora-nord" },
    spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template } } },
  };
}

const namespace = (labels: Record<string, string>): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "stranger", labels },
});

describe("the real API server", function () {
  this.timeout(180_000);
  let server: Server;

  before(async () => {
    const production = (await rendering("aws-production")).flatMap(({ objects }) => objects);
    const ground = production.filter(({ kind }) => groundKinds.includes(kind));
    const policies = production.filter(({ kind }) => policyKinds.includes(kind));
    // Of the tenants of both clouds, so that one server can judge both.
    const everywhere = (await allObjects()).filter(({ kind }) => kind === "Namespace");
    const namespaces = new Map(everywhere.map((each) => [each.metadata.name, each])).values();
    const rest = ground.filter(({ kind }) => kind !== "Namespace");
    server = await startServer([...namespaces, ...rest, ...policies]);
    await untilRefused(server, pod({ image: "docker.io/somebody/odoo:19.0" }), /approved registry/);
    await untilRefused(server, cronJob({ resources: {} }), /no requests and limits/);
    await untilRefused(server, pod({ env: [{ name: "PGPASSWORD", value: "x" }] }), /a secret as a plain value/);
    await untilRefused(server, namespace({}), /no Pod Security/);
  });

  after(() => server?.stop());

  it("takes every object of every stack", async () => {
    const refusals: string[] = [];
    for (const object of await allObjects()) {
      const why = await server.refusal(object);
      if (why) refusals.push(`${nameOf(object)}: ${why}`);
    }
    assert.deepEqual(refusals, []);
  });

  it("takes every object of a platform that waits for its primary", async () => {
    for (const name of ["tenant-velmora-nord", "odoo-velmora-nord", "backup-velmora-nord"])
      for (const object of await objectsOf(name, { role: "recovery" }))
        assert.equal(await server.refusal(object), "", nameOf(object));
  });

  it("starts every pod that our own workloads make", async () => {
    const objects = (await rendering("aws-production")).flatMap(({ objects }) => objects);
    const workloads = objects.filter(({ metadata }) => metadata.labels?.["app.kubernetes.io/part-of"] === "longshore");
    const pods = workloads.flatMap((object) => {
      const spec = podOf(object);
      const metadata = { name: "probe", namespace: object.metadata.namespace };
      return spec ? [{ apiVersion: "v1", kind: "Pod", metadata, spec }] : [];
    });
    assert.equal(pods.length, 7);
    for (const each of pods) assert.equal(await server.refusal(each), "");
  });

  it("starts a pod that everything allows", async () => {
    assert.equal(await server.refusal(pod()), "");
    assert.equal(await server.refusal(cronJob({})), "");
  });

  const refused: readonly (readonly [what: string, object: KubernetesObject, says: RegExp])[] = [
    [
      "an image from elsewhere",
      pod({ image: "docker.io/somebody/odoo:19.0" }),
      /use an image of the platform or add its repository/,
    ],
    [
      "an image from elsewhere in a CronJob",
      cronJob({ image: "odoo:19.0" }),
      /not from an approved registry: odoo:19.0/,
    ],
    [
      "an image from elsewhere in an init container",
      pod({}, { initContainers: [{ name: "first", image: "busybox:1", resources, securityContext }] }),
      /not from an approved registry: busybox:1/,
    ],
    [
      "an image without a version",
      pod({ image: vendors.replace(":v3.5.7", "") }),
      /pin it by digest, or at least by tag/,
    ],
    [
      "an image that is the latest",
      pod({ image: vendors.replace("v3.5.7", "latest") }),
      /pin it by digest, or at least/,
    ],
    [
      "one of our images by its tag",
      pod({ image: image.replace(`@${digest}`, "") }),
      /can change under its name: ghcr\.io\S+:19\.0; name it by the digest that images\.yml wrote/,
    ],
    [
      "one of our images by less than a digest",
      pod({ image: image.replace(digest, "sha256:0000") }),
      /can change under its name/,
    ],
    [
      "an image from elsewhere that is mounted as a volume",
      pod({}, { volumes: [{ name: "addons", image: { reference: "docker.io/somebody/addons:1" } }] }),
      /not from an approved registry: docker\.io\/somebody\/addons:1/,
    ],
    [
      "a workload without limits",
      cronJob({ resources: { requests: resources.requests } }),
      /container main; set resources.requests and resources.limits/,
    ],
    [
      "a password in a manifest",
      pod({ env: [{ name: "SMTP_PASSWORD", value: "x" }] }),
      /SMTP_PASSWORD; keep it in the secret store/,
    ],
    [
      "a namespace without Pod Security",
      namespace({ "longshore.dev/plane": "tenant" }),
      /label the namespace pod-security.kubernetes.io\/enforce: restricted/,
    ],
    [
      "a namespace of no plane",
      namespace({ "pod-security.kubernetes.io/enforce": "restricted" }),
      /label the namespace longshore.dev\/plane/,
    ],
    ["a pod that runs as root", pod({ securityContext: {} }), /violates PodSecurity "restricted/],
    ["a pod on the node's own network", pod({}, { hostNetwork: true }), /violates PodSecurity/],
    [
      "a pod with a folder of the node",
      pod({}, { volumes: [{ name: "v", hostPath: { path: "/" } }] }),
      /violates PodSecurity/,
    ],
    [
      "more memory than the tenant's quota",
      pod({ resources: { requests: resources.requests, limits: { cpu: "10m", memory: "1Ti" } } }),
      /exceeded quota: tenant/,
    ],
    [
      "a load balancer of a tenant's own",
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "probe", namespace: "tenant-velmora-nord" },
        spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
      },
      /exceeded quota: tenant/,
    ],
  ];
  for (const [what, object, says] of refused) {
    it(`refuses ${what}`, async () => {
      assert.match(await server.refusal(object), says);
    });
  }

  it("refuses an image from elsewhere that is put into a running pod", async () => {
    const running = { ...pod(), metadata: { ...pod().metadata, name: "debugged" } };
    const container = { name: "debugger", image, securityContext };
    assert.equal(await server.debug(running, container), "");
    const stranger = { ...container, image: "docker.io/somebody/shell:1" };
    assert.match(await server.debug(running, stranger), /not from an approved registry: docker\.io\/somebody/);
  });

  it("takes a vendor's image by its tag or digest, and ours before there is a release", async () => {
    for (const each of [vendors, `${vendors}@${digest}`, image.replace(/19\.0@.*/, "unreleased")])
      assert.equal(await server.refusal(pod({ image: each })), "", each);
  });

  it("takes a variable that names a file with a secret, and one that comes from a Secret", async () => {
    const env = [
      { name: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", value: "/var/run/secrets/token" },
      { name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: "odoo", key: "PGPASSWORD" } } },
    ];
    assert.equal(await server.refusal(pod({ env })), "");
  });
});
