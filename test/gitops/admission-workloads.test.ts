/** Policies about workloads: each takes what fits and refuses what does not, in words that say how to mend it. */
import assert from "node:assert/strict";
import { applyManifests } from "../../simulator/kubernetes/client/apply.ts";
import type { KubernetesObject } from "./support/objects.ts";
import { describeRefusals, type Refused } from "./support/refusals.ts";
import { untilRefused, untilTaken } from "./support/server.ts";
import { type SharedServer, sharedServer } from "./support/shared-server.ts";
import {
  cronJob,
  digest,
  image,
  namespace,
  namespaceNamed,
  pod,
  resources,
  securityContext,
  webDeployment,
} from "./support/workloads.ts";

const vendors = "quay.io/argoproj/argocd:v3.5.7";
const restricted = { "pod-security.kubernetes.io/enforce": "restricted" };
const open = { ...securityContext, readOnlyRootFilesystem: false };
const unsafe = (change: object) => cronJob({ securityContext: { ...securityContext, ...change } });
const priority = (priorityClassName: string) => cronJob({}, { priorityClassName });
const tolerating = (toleration: object) => cronJob({}, { tolerations: [{ effect: "NoSchedule", ...toleration }] });
const nodes = { key: "longshore.dev/tenant", operator: "Equal" };

/** By the policy that refuses, as the API server names it. */
const refused: Readonly<Record<string, readonly Refused[]>> = {
  "approved-images": [
    [
      "an image from elsewhere",
      pod({ image: "docker.io/somebody/odoo:19.0" }),
      /use an image of the platform or add its repository/,
    ],
    ["one in a CronJob", cronJob({ image: "odoo:19.0" }), /not from an approved registry: odoo:19.0/],
    [
      "one in an init container",
      pod({}, { initContainers: [{ name: "first", image: "busybox:1", resources, securityContext }] }),
      /not from an approved registry: busybox:1/,
    ],
    [
      "one that is mounted as a volume",
      pod({}, { volumes: [{ name: "addons", image: { reference: "docker.io/somebody/addons:1" } }] }),
      /not from an approved registry: docker\.io\/somebody\/addons:1/,
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
  ],
  limits: [
    [
      "a container without limits",
      cronJob({ resources: { requests: resources.requests } }),
      /container main; set resources.requests and resources.limits/,
    ],
  ],
  probes: [
    ["a server without a readiness probe", webDeployment({ readinessProbe: undefined }), /container main; give it/],
    [
      "a server without a liveness probe",
      webDeployment({ livenessProbe: undefined }),
      /give it a readinessProbe and a/,
    ],
  ],
  "no-plain-secrets": [
    [
      "a password in a manifest",
      pod({ env: [{ name: "SMTP_PASSWORD", value: "x" }] }),
      /SMTP_PASSWORD; keep it in the secret store/,
    ],
  ],
  "restricted-namespaces": [
    [
      "a namespace without Pod Security",
      namespaceNamed("stranger", { "longshore.dev/plane": "tenant" }),
      /label the namespace pod-security.kubernetes.io\/enforce: restricted/,
    ],
    ["a namespace of no plane", namespaceNamed("stranger", restricted), /label the namespace longshore.dev\/plane/],
  ],
  unprivileged: [
    ["the node's network", cronJob({}, { hostNetwork: true }), /part of the node: hostNetwork; a pod has its own/],
    ["the node's processes", cronJob({}, { hostPID: true }), /part of the node: hostPID/],
    [
      "a folder of the node",
      cronJob({}, { volumes: [{ name: "root", hostPath: { path: "/" } }] }),
      /part of the node: volume root/,
    ],
    ["a port of the node", cronJob({ ports: [{ containerPort: 80, hostPort: 80 }] }), /part of the node: port of main/],
    [
      "a privileged container",
      unsafe({ privileged: true, allowPrivilegeEscalation: true }),
      /could gain rights: container main/,
    ],
    [
      "rights that grow",
      unsafe({ allowPrivilegeEscalation: undefined }),
      /set securityContext.allowPrivilegeEscalation: false/,
    ],
    ["a capability", unsafe({ capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } }), /and add none/],
    ["root", unsafe({ runAsNonRoot: undefined }), /may run as root: container main; set securityContext.runAsNonRoot/],
    [
      "any system call",
      unsafe({ seccompProfile: undefined }),
      /set securityContext.seccompProfile: \{ type: RuntimeDefault/,
    ],
    ["an image that can be changed", cronJob({ securityContext: open }), /set securityContext.readOnlyRootFilesystem/],
  ],
  "own-place": [
    [
      "the platform's priority",
      priority("platform"),
      /platform is not for tenants; set priorityClassName to tenant-web or/,
    ],
    ["the cluster's own priority", priority("system-node-critical"), /is not for tenants/],
    [
      "another tenant's nodes",
      tolerating({ ...nodes, value: "velmora-sued" }),
      /not this tenant's: velmora-sued; .* name longshore.dev\/tenant=velmora-nord/,
    ],
    ["every node", tolerating({ operator: "Exists" }), /not this tenant's: every taint/],
    ["every tenant's nodes", tolerating({ ...nodes, operator: "Exists" }), /tolerates nodes that are not/],
    ["a node past the scheduler", pod({}, { nodeName: "node-1" }), /take spec.nodeName away/],
  ],
  spread: [
    [
      "a server that may stand in one zone",
      webDeployment({}, { topologySpreadConstraints: [] }),
      /probe may stand in one zone; give it a topologySpreadConstraint/,
    ],
    [
      "a server of no known component",
      webDeployment({}, {}, { labels: {} }),
      /nothing holds its disruption budget; label it app.kubernetes.io\/component: pooler or web/,
    ],
  ],
};

describe("admission of workloads, asked of the real API server", function () {
  this.timeout(180_000);
  let server: SharedServer;
  before(async () => {
    server = await sharedServer();
  });

  describeRefusals(refused, (object) => server.refusal(object));

  it("takes a pod, a job and a server that every policy allows", async () => {
    for (const object of [pod(), cronJob({}), webDeployment()])
      assert.equal(await server.refusal(object, server.operator), "");
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

  it("takes a tenant's own priorities and its own nodes", async () => {
    const own = [priority("tenant-web"), tolerating({ ...nodes, value: "velmora-nord" })];
    for (const object of own) assert.equal(await server.refusal(object), "");
  });

  it("wants a disruption budget that is there, selects the pods and lets one go", async () => {
    const make = (object: KubernetesObject) => applyManifests(server.api, [object]);
    const [elsewhere, labels] = ["tenant-budgetless", { "app.kubernetes.io/component": "web" }];
    await make(namespaceNamed(elsewhere, { ...restricted, "longshore.dev/plane": "tenant" }));
    const web = webDeployment({}, {}, { namespace: elsewhere });
    assert.match(await server.refusal(web), /add-a-poddisruptionbudget-labelled-component-web/);
    const budget = (spec: object): KubernetesObject => ({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "web", namespace: elsewhere, labels },
      spec,
    });
    await make(budget({ maxUnavailable: 1, selector: { matchLabels: { app: "else" } } }));
    await untilRefused(server, web, /web does not select the pods of probe; give both the same labels/);
    await make(budget({ maxUnavailable: 0, selector: { matchLabels: labels } }));
    await untilRefused(server, web, /lets no pod go, so no node can be drained; set maxUnavailable: 1/);
    await make(budget({ maxUnavailable: 1, selector: { matchLabels: labels } }));
    await untilTaken(server, web);
    assert.equal(await server.refusal(webDeployment({}, {}, { namespace })), "", "the chart's own budget is Odoo's");
  });
});
