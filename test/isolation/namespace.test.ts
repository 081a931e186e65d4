/** With the tokens of tenant A's service accounts: everything in B's namespace, and the cluster. Asked of a real API server. */
import assert from "node:assert/strict";
import { tenantServiceAccounts } from "../../components/gitops/facts.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { wordsOf } from "../gitops/support/server.ts";
import { type SharedServer, sharedServer } from "../gitops/support/shared-server.ts";
import { pod } from "../gitops/support/workloads.ts";

const [a, b] = ["tenant-velmora-nord", "tenant-velmora-sued"];

describe("breaking out of A's namespace", function () {
  this.timeout(180_000);
  let server: SharedServer;
  let accounts: readonly (readonly [name: string, client: Api])[];
  before(async () => {
    server = await sharedServer();
    const names = ["default", tenantServiceAccounts.odoo, tenantServiceAccounts.dump, tenantServiceAccounts.restore];
    accounts = await Promise.all(names.map(async (name) => [name, await server.as({ namespace: a, name })] as const));
  });

  const reading = [
    `/api/v1/namespaces/${b}/pods`,
    `/api/v1/namespaces/${b}/secrets`,
    `/api/v1/namespaces/${b}/configmaps`,
    `/apis/apps/v1/namespaces/${b}/deployments`,
    `/apis/external-secrets.io/v1/namespaces/${b}/secretstores`,
    `/api/v1/namespaces/${a}/secrets`,
    "/api/v1/secrets",
    "/api/v1/namespaces",
    "/api/v1/nodes",
    "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications",
    "/api/v1/namespaces/longshore-system/secrets",
  ];
  for (const path of reading) {
    it(`refuses every service account GET ${path}, which the platform may ask`, async () => {
      await server.operator.connection.json({ method: "GET", path });
      for (const [name, client] of accounts)
        assert.match(
          await wordsOf(client.connection.json({ method: "GET", path })),
          /is forbidden: User "system:serviceaccount:tenant-velmora-nord:/,
          name,
        );
    });
  }

  it("refuses every service account a pod in B's namespace, and a token of B's accounts", async () => {
    const theirs = { ...pod(), metadata: { name: "probe", namespace: b } };
    assert.equal(await server.refusal(theirs, server.operator), "");
    const path = `/api/v1/namespaces/${b}/serviceaccounts/${tenantServiceAccounts.odoo}/token`;
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
    await server.operator.connection.json({ method: "POST", path, body });
    for (const [name, client] of accounts) {
      assert.match(await server.refusal(theirs, client), /is forbidden/, name);
      assert.match(await wordsOf(client.connection.json({ method: "POST", path, body })), /is forbidden/, name);
    }
  });

  it("refuses every service account a right of its own", async () => {
    const apiVersion = "rbac.authorization.k8s.io/v1";
    const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" };
    for (const [name, client] of accounts) {
      const subjects = [{ kind: "ServiceAccount", name, namespace: a }];
      const binding = { apiVersion, kind: "ClusterRoleBinding", metadata: { name: "probe" }, roleRef, subjects };
      assert.match(await server.refusal(binding, client), /is forbidden/, name);
    }
  });
});
