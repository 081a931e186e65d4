/** What the switch `cloud` selects in the manifests: identities, stores and ways out on Azure, and nothing of AWS there. */
import assert from "node:assert/strict";
import * as z from "zod";
import { tenantServiceAccounts } from "../../components/gitops/facts.ts";
import { platformOf } from "./support/facts.ts";
import { at, find, type KubernetesObject, podOf } from "./support/objects.ts";
import { rendering } from "./support/platforms.ts";

const objects = async (): Promise<readonly KubernetesObject[]> =>
  (await rendering("azure-production")).flatMap((each) => each.objects);
const tenant = "tenant-velmora-sued";

describe("a platform on Azure", function () {
  this.timeout(240_000);

  it("has nothing of AWS in it", async () => {
    for (const object of await objects()) {
      const text = JSON.stringify(object).replaceAll(/aws-sdk[\w.-]*/g, "");
      // Custom resources know every cloud, and a policy names what it refuses.
      if (["CustomResourceDefinition", "ValidatingAdmissionPolicy"].includes(object.kind)) continue;
      assert.doesNotMatch(
        text,
        /amazonaws|169\.254\.170\.23|eks\.|AWS_DEFAULT_REGION/,
        `${object.kind} ${object.metadata.name}`,
      );
    }
  });

  it("tells each service account of a tenant its identity and its directory", async () => {
    const all = await objects();
    const { facts } = platformOf("azure-production");
    // The platform sends no copies of its backups.
    const { copy: _copy, ...accounts } = tenantServiceAccounts;
    for (const account of Object.values(accounts)) {
      const { metadata } = find(
        all.filter((each) => each.metadata.namespace === tenant),
        "ServiceAccount",
        account,
      );
      assert.match(
        metadata.annotations?.["azure.workload.identity/client-id"] ?? "",
        /^client-of-velmora-sued-/,
        account,
      );
      assert.equal(metadata.annotations?.["azure.workload.identity/tenant-id"], facts.directory, account);
    }
  });

  it("reads secrets in the stead of a service account that no pod runs as", async () => {
    const all = await objects();
    const stores = all.filter(({ kind }) => kind === "SecretStore");
    assert.equal(stores.length, 2);
    const used = new Set(all.map((each) => `${each.metadata.namespace}/${podOf(each)?.serviceAccountName}`));
    for (const store of stores) {
      const account = String(at(store, "spec.provider.azurekv.serviceAccountRef.name"));
      assert.equal(at(store, "spec.provider.azurekv.authType"), "WorkloadIdentity");
      assert(!used.has(`${store.metadata.namespace}/${account}`), account);
      assert(
        all.some(
          ({ kind, metadata }) =>
            kind === "ServiceAccount" && metadata.name === account && metadata.namespace === store.metadata.namespace,
        ),
      );
    }
  });

  it("labels the pods that have a cloud identity, and only those", async () => {
    const labels = (object: KubernetesObject) =>
      at(
        object,
        object.kind === "CronJob" ? "spec.jobTemplate.spec.template.metadata.labels" : "spec.template.metadata.labels",
      );
    const pods = (await objects()).filter((each) => podOf(each));
    const labelled = pods
      .filter((each) => JSON.stringify(labels(each) ?? {}).includes("azure.workload.identity/use"))
      // A job that runs once has a hash behind its name.
      .map(({ metadata }) => metadata.name.replace(/-[0-9a-f]{8}$/, ""));
    assert.deepEqual(labelled.sort(), [
      ...["archive", "dump", "prune", "retrieve", "verify"].map((command) => `backup-${command}`),
      "cert-manager",
      "external-dns",
      "odoo-cron",
      "odoo-queue",
      "odoo-upgrade",
      "odoo-web",
    ]);
  });

  it("backs up with the account that the repository is in", async () => {
    const job = podOf(find(await objects(), "CronJob", "backup-dump"));
    const env = new Map(job?.containers[0]?.env.map(({ name, value }) => [name, value]));
    assert.equal(env.get("AZURE_ACCOUNT_NAME"), "backups0badcafe0bad");
    assert.equal(env.get("RESTIC_REPOSITORY"), "azure:backups:/tenants/velmora-sued");
    assert.equal(
      env.get("FILES_REMOTE"),
      ":azureblob,account=files0badcafe0bad,env_auth,no_check_container:files/tenants/velmora-sued",
    );
  });

  it("lets pods reach the object store's private addresses, and no cache that they do not use", async () => {
    const { facts } = platformOf("azure-production");
    const { database } = z.object({ database: z.array(z.string()) }).parse(JSON.parse(facts["plane-ranges"]));
    for (const name of ["odoo-out", "backup-out"]) {
      const policy = JSON.stringify(at(find(await objects(), "NetworkPolicy", name), "spec.egress"));
      for (const cidr of database)
        assert(
          policy.includes(JSON.stringify({ ports: [{ port: 443, protocol: "TCP" }] }).slice(1, -1)) &&
            policy.includes(cidr),
          name,
        );
      assert.doesNotMatch(policy, /10000/, name);
    }
  });

  it("keeps Odoo's files in the files account", async () => {
    const found = z
      .object({ data: z.record(z.string(), z.string()) })
      .parse(find(await objects(), "ConfigMap", "odoo"));
    assert.match(
      found.data["odoo.conf"] ?? "",
      /protocol = abfs\noptions = \{"account_name":"files0badcafe0bad","anon":false\}/,
    );
  });

  it("proves names and writes records in the platform's zone, with identities of their own", async () => {
    const all = await objects();
    const { facts } = platformOf("azure-production");
    const [solver] = [at(find(all, "ClusterIssuer", "public"), "spec.acme.solvers")].flat();
    assert.partialDeepStrictEqual(at(solver, "dns01.azureDNS"), {
      subscriptionID: facts.account,
      resourceGroupName: "longshore-production-dns",
      managedIdentity: { clientID: "client-of-cert-manager" },
    });
    const file = z.object({ data: z.record(z.string(), z.string()) }).parse(find(all, "ConfigMap", "azure"));
    assert.deepEqual(JSON.parse(file.data["azure.json"] ?? ""), {
      aadClientId: "client-of-external-dns",
      resourceGroup: "longshore-production-dns",
      subscriptionId: facts.account,
      tenantId: facts.directory,
      useWorkloadIdentityExtension: true,
    });
  });
});
