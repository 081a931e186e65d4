import assert from "node:assert/strict";
import { configured, serverBehind, serviceIn } from "../../../simulator/application/database.ts";
import { cloudTokens, remoteOf } from "../../../simulator/application/files.ts";
import type { IngressRoute, TraefikService } from "../../../simulator/application/objects.ts";
import { readyPods, routeOf } from "../../../simulator/application/route.ts";
import type { EndpointSlice } from "../../../simulator/kubernetes/api/model.ts";

const namespace = "tenant-harbor";
const route: IngressRoute = {
  metadata: { name: "odoo", namespace },
  spec: {
    tls: { secretName: "odoo-tls" },
    routes: [
      { match: "Host(`erp.harbor.example`) && PathRegexp(`x`)", services: [{ name: "closed" }] },
      { match: "Host(`erp.harbor.example`)", services: [{ kind: "TraefikService", name: "odoo-http" }] },
    ],
  },
};
const share = (current: number, next: number): TraefikService => ({
  metadata: { name: "odoo-http", namespace },
  spec: {
    weighted: {
      services: [
        { name: "odoo", weight: current },
        { name: "odoo-next", weight: next },
      ],
    },
  },
});

describe("the way of a request", () => {
  it("leads to the Services that get requests, by the host alone", () => {
    const found = { namespace, certificate: "odoo-tls" };
    const to = (services: TraefikService) => routeOf("erp.harbor.example", [route], [services]);
    assert.deepEqual(to(share(100, 0)), { ...found, services: ["odoo"] });
    assert.deepEqual(to(share(90, 10)), { ...found, services: ["odoo", "odoo-next"] });
    assert.equal(routeOf("other.example", [route], [share(100, 0)]), undefined);
  });

  it("ends at ready pods of that Service alone", () => {
    const slice = (service: string, pod: string, ready: boolean): EndpointSlice => ({
      metadata: { name: pod, namespace, labels: { "kubernetes.io/service-name": service } },
      endpoints: [{ addresses: ["10.0.0.1"], conditions: { ready }, targetRef: { name: pod } }],
    });
    const slices = [slice("odoo", "a", true), slice("odoo", "b", false), slice("pooler", "c", true)];
    assert.deepEqual(readyPods({ namespace, service: "odoo" }, slices), ["a"]);
    assert.deepEqual(readyPods({ namespace: "tenant-other", service: "odoo" }, slices), []);
    const empty: EndpointSlice = { ...slice("odoo", "a", true), endpoints: null };
    assert.deepEqual(readyPods({ namespace, service: "odoo" }, [empty]), []);
  });
});

describe("a pod's way to its data", () => {
  const ini = "[databases]\nharbor = host=db.example port=5432 dbname=harbor pool_mode=transaction\n";
  const settings = { metadata: { name: "pooler" }, data: { "transactions.ini": ini } };
  const pooler = { metadata: { name: "pooler" }, spec: { ports: [{ name: "transactions", port: 5432 }] } };

  it("goes where PgBouncer's own configuration leads", () => {
    assert.deepEqual(serviceIn("pooler.tenant-harbor.svc"), { service: "pooler", namespace });
    assert.equal(serviceIn("db.example"), undefined);
    assert.deepEqual(serverBehind(5432, pooler, settings, "harbor"), {
      host: "db.example",
      port: 5432,
      database: "harbor",
    });
    assert.equal(serverBehind(5432, pooler, settings, "other"), undefined);
    assert.equal(serverBehind(5434, pooler, settings, "harbor"), undefined);
  });

  it("finds the tenant's folder of files in odoo.conf, for both clouds", () => {
    const files = (text: string) => `[options]\ndb_name = harbor\n\n[fs_storage.files]\n${text}`;
    const s3 = files("protocol = s3\ndirectory_path = files-1/tenants/harbor\n");
    assert.equal(configured(s3, "options", "db_name"), "harbor");
    assert.equal(remoteOf(s3, "eu-central-1"), ":s3,provider=AWS,env_auth,region=eu-central-1:files-1/tenants/harbor");
    const azure = files(
      'protocol = abfs\noptions = {"account_name":"files1","anon":false}\ndirectory_path = files/tenants/harbor\n',
    );
    assert.equal(remoteOf(azure, ""), ":azureblob,account=files1,env_auth:files/tenants/harbor");
  });

  it("takes the token of the pod's cloud, not the one of its API server", () => {
    const sources = [
      { serviceAccountToken: { path: "token" } },
      { serviceAccountToken: { path: "cloud", audience: "pods.eks.amazonaws.com" } },
    ];
    const pod = { metadata: { name: "a" }, spec: { containers: [], volumes: [{ name: "v", projected: { sources } }] } };
    assert.deepEqual(
      cloudTokens(pod).map(({ audience }) => audience),
      ["pods.eks.amazonaws.com"],
    );
  });
});
