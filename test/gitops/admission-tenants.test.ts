/** Policies about what is a tenant's own: hostnames, identities, secrets, kinds. Tenant A tries to name what is B's. */
import assert from "node:assert/strict";
import type { KubernetesObject } from "./support/objects.ts";
import { describeRefusals, type Refused } from "./support/refusals.ts";
import { type SharedServer, sharedServer, trackedBy } from "./support/shared-server.ts";
import { namespace, pod } from "./support/workloads.ts";

const own = "nord.velmora.example";
const foreign = "sued.velmora.example";
const azure = "tenant-velmora-sued";
const prefix = "longshore-production/tenants/velmora-nord/";

const object = (apiVersion: string, kind: string, spec: object, metadata: object = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: "probe", namespace, ...metadata },
  spec,
});
const services = [{ name: "odoo", port: "http" }];
const route = (match: string, spec: object = {}) =>
  object("traefik.io/v1alpha1", "IngressRoute", { routes: [{ kind: "Rule", match, services }], ...spec });
const certificate = (spec: object) =>
  object("cert-manager.io/v1", "Certificate", {
    secretName: "probe-tls",
    issuerRef: { kind: "ClusterIssuer", name: "public" },
    ...spec,
  });
const service = (spec: object, metadata: object = {}) =>
  object("v1", "Service", { ports: [{ port: 80 }], ...spec }, metadata);
const secret = (key: string, spec: object = {}) =>
  object("external-secrets.io/v1", "ExternalSecret", {
    secretStoreRef: { kind: "SecretStore", name: "tenant" },
    data: [{ secretKey: "PASSWORD", remoteRef: { key, property: "password" } }],
    ...spec,
  });
const aws = { service: "SecretsManager", region: "eu-central-1" };
const role = (name: string) => `arn:aws:iam::123456789012:role/longshore-production-${name}-secrets`;
const store = (provider: object, metadata: object = {}) =>
  object("external-secrets.io/v1", "SecretStore", { provider }, metadata);
const account = (annotations: Record<string, string>, metadata: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "probe", namespace, annotations, ...metadata },
});
const data = (kind: string): KubernetesObject => ({ apiVersion: "v1", kind, metadata: { name: "probe", namespace } });
const rbac = "rbac.authorization.k8s.io/v1";

/** By the policy that refuses. */
const refused: Readonly<Record<string, readonly Refused[]>> = {
  "own-hostnames": [
    [
      "a route to B's hostname",
      route(`Host(\`${foreign}\`)`),
      /begin it with Host\(.* hostnames are nord.velmora.example/,
    ],
    ["B's hostname beside its own", route(`Host(\`${own}\`) || Host(\`${foreign}\`)`), /somebody else's hostname/],
    [
      "a rule that an || opens for all",
      route(`Host(\`${own}\`) && PathPrefix(\`/a\`) || Path(\`/\`)`),
      /narrow it by &&/,
    ],
    ["a rule without a hostname", route("PathPrefix(`/web`)"), /somebody else's hostname: PathPrefix/],
    ["a pattern of hostnames", route("HostRegexp(`.+`)"), /somebody else's hostname/],
    ["a second hostname in one matcher", route(`Host(\`${own}\`, \`${foreign}\`)`), /somebody else's hostname/],
    ["a longer hostname that begins with its own", route(`Host(\`${own}.evil.example\`)`), /somebody else's hostname/],
    [
      "a certificate by way of a route",
      route(`Host(\`${own}\`)`, { tls: { domains: [{ main: own, sans: [foreign] }] } }),
      /somebody else's hostname: sued.velmora.example; this tenant's hostnames are/,
    ],
    ["a certificate for B's hostname", certificate({ dnsNames: [own, foreign] }), /hostname: sued.velmora.example;/],
    [
      "one in its common name",
      certificate({ dnsNames: [own], commonName: foreign }),
      /hostname: sued.velmora.example;/,
    ],
    ["one for every hostname beside", certificate({ dnsNames: ["*.velmora.example"] }), /hostname: \*\.velmora/],
    ["one for an address", certificate({ dnsNames: [own], ipAddresses: ["192.0.2.1"] }), /ipAddresses; name hosts in/],
    [
      "a record for B's hostname",
      service({}, { annotations: { "external-dns.alpha.kubernetes.io/hostname": foreign } }),
      /somebody else's hostname: sued.velmora.example/,
    ],
  ],
  "own-identities": [
    [
      "a secret of B",
      secret("longshore-production/tenants/velmora-sued/database"),
      /begin with longshore-production\/tenants\/velmora-nord\//,
    ],
    [
      "a secret of a tenant whose name goes on",
      secret(`${prefix.replace(/\/$/, "-west/")}database`),
      /not a secret of this/,
    ],
    [
      "the administrator's secret",
      secret("longshore-production/database/administrator"),
      /not a secret of this tenant: .*administrator/,
    ],
    [
      "B's whole secret",
      secret(`${prefix}odoo`, { dataFrom: [{ extract: { key: "x/y" } }] }),
      /not a secret of this tenant: x\/y/,
    ],
    [
      "a search over all secrets",
      secret(`${prefix}odoo`, { dataFrom: [{ find: { name: { regexp: ".*" } } }] }),
      /name each by extract/,
    ],
    [
      "a store of the platform",
      secret(`${prefix}odoo`, { secretStoreRef: { name: "provisioning" } }),
      /set secretStoreRef/,
    ],
    [
      "a store of the whole cluster",
      secret(`${prefix}odoo`, { secretStoreRef: { kind: "ClusterSecretStore", name: "tenant" } }),
      /not this tenant's store/,
    ],
    [
      "a store with B's role",
      store({ aws: { ...aws, role: role("velmora-sued") } }),
      /does not open this tenant's secrets alone/,
    ],
    ["a store without a role", store({ aws }), /does not open this tenant's secrets alone/],
    ["a store of another kind", store({ fake: { data: [] } }), /made by the platform/],
    [
      "a store that asks for B's service account",
      store(
        {
          azurekv: {
            authType: "WorkloadIdentity",
            vaultUrl: "https://v.vault.azure.net",
            serviceAccountRef: { name: "external-secrets", namespace },
          },
        },
        { namespace: azure },
      ),
      /made by the platform/,
    ],
    [
      "a service account with B's role",
      account({ "eks.amazonaws.com/role-arn": role("velmora-sued") }),
      /not an identity of this tenant: arn/,
    ],
    [
      "a service account with B's client id",
      account({ "azure.workload.identity/client-id": "client-of-b-odoo" }, { namespace: azure }),
      /not an identity of this tenant: client-of-b-odoo; /,
    ],
  ],
  "tenant-kinds": [
    ["a Secret by hand", data("Secret"), /a Secret into a tenant's namespace; write the value into the secret store/],
    [
      "a right",
      { ...data("Role"), apiVersion: rbac, rules: [] },
      /Role.rbac.authorization.k8s.io into a tenant's namespace/,
    ],
    ["a quota", { ...data("ResourceQuota"), spec: {} }, /put what every tenant needs into gitops\/tenant/],
    [
      "an Ingress",
      object("networking.k8s.io/v1", "Ingress", {
        defaultBackend: { service: { name: "odoo", port: { number: 80 } } },
      }),
      /may not put a Ingress/,
    ],
    [
      "addresses behind a Service",
      {
        ...data("EndpointSlice"),
        apiVersion: "discovery.k8s.io/v1",
        addressType: "IPv4",
        endpoints: [{ addresses: ["192.0.2.1"] }],
      },
      /EndpointSlice.discovery.k8s.io/,
    ],
    [
      "a volume",
      object("v1", "PersistentVolumeClaim", {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "1Gi" } },
      }),
      /may not put a PersistentVolumeClaim/,
    ],
    [
      "an Application",
      object("argoproj.io/v1alpha1", "Application", { project: "default", destination: {}, source: { repoURL: "x" } }),
      /Application.argoproj.io/,
    ],
    ["a load balancer", service({ type: "LoadBalancer" }), /make probe a Service of type ClusterIP/],
    ["a port of every node", service({ type: "NodePort" }), /and open it by an IngressRoute/],
    ["a name for somewhere else", service({ type: "ExternalName", externalName: foreign }), /of type ClusterIP/],
    ["somebody else's address", service({ externalIPs: ["192.0.2.1"] }), /without externalIPs/],
  ],
};

describe("admission of what is a tenant's own, asked of the real API server", function () {
  this.timeout(180_000);
  let server: SharedServer;
  before(async () => {
    server = await sharedServer();
  });

  describeRefusals(refused, (object, policy) =>
    // With every right in the cluster, so that the policy alone refuses; what names somebody else's comes in the name of
    // the platform's own Application, or `tenant-kinds` could be the first to answer.
    policy === "tenant-kinds"
      ? server.refusal(object, server.operator)
      : server.refusal(trackedBy(object.metadata.namespace ?? "", object), server.argocd),
  );

  const taken: readonly (readonly [what: string, object: KubernetesObject])[] = [
    ["a route to its hostname", route(`Host(\`${own}\`)`)],
    ["one that is narrowed", route(`Host(\`${own}\`) && (Path(\`/a\`) || !Method(\`GET\`)) && Header(\`a\`, \`b\`)`)],
    ["a certificate for it", certificate({ dnsNames: [own], commonName: own })],
    ["a certificate for a Service of its own", certificate({ dnsNames: [`pooler.${namespace}.svc`] })],
    ["its own secret", secret(`${prefix}odoo`, { dataFrom: [{ extract: { key: `${prefix}carrier` } }] })],
    ["a service account without an identity", account({})],
    ["a Service inside the cluster", service({})],
    ["a pod for a look around", pod()],
  ];
  for (const [what, object] of taken) {
    it(`takes ${what}`, async () => {
      assert.equal(await server.refusal(object, server.operator), "");
    });
  }

  it("takes the ground from the platform's own Application, and from no Application of the tenant", async () => {
    const ground = store({ aws: { ...aws, role: role("velmora-nord") } });
    assert.equal(await server.refusal(trackedBy(namespace, ground), server.argocd), "");
    for (const refusal of [
      await server.refusal(trackedBy("odoo-velmora-nord", ground), server.argocd),
      await server.refusal(trackedBy(namespace, ground), server.operator),
    ])
      assert.match(refusal, /may not put a SecretStore.external-secrets.io into a tenant's namespace/);
  });

  it("takes Secrets from the operators that make them, and only those", async () => {
    for (const name of ["external-secrets", "cert-manager"])
      assert.equal(await server.refusal(data("Secret"), await server.as({ namespace: name, name })), "", name);
    const dns = await server.as({ namespace: "external-dns", name: "external-dns" });
    assert.match(await server.refusal(data("Secret"), dns), /external-dns may not put a Secret/);
  });
});
