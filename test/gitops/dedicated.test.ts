/** A dedicated tenant has machines of its own, and none of its pods runs elsewhere. */
import assert from "node:assert/strict";
import * as z from "zod";
import { applicationsOf } from "./support/application-sets.ts";
import { platformOf, type Stack } from "./support/facts.ts";
import { complaints } from "./support/kubeconform.ts";
import { at, find, type KubernetesObject, nameOf, podOf } from "./support/objects.ts";
import { render, renderTenants } from "./support/render.ts";

const facts = z.array(z.looseObject({ isolation: z.string() }));

/** What the tenants of a stack sync, if all of them are dedicated. */
async function dedicated(stack: Stack): Promise<readonly KubernetesObject[]> {
  const written = facts.parse(JSON.parse(String(platformOf(stack).facts.tenants)));
  const tenants = JSON.stringify(written.map((tenant) => ({ ...tenant, isolation: "dedicated" })));
  return (await renderTenants(platformOf(stack, { facts: { tenants } }))).flatMap(({ objects }) => objects);
}

const inTenant = ({ metadata }: KubernetesObject) => metadata.namespace?.startsWith("tenant-");

describe("machines of a dedicated tenant", function () {
  this.timeout(180_000);

  for (const [stack, tenant] of [
    ["aws-production", "velmora-nord"],
    ["azure-production", "velmora-sued"],
  ] as const) {
    it(`${stack}: every pod of its namespace asks for them and is let onto them`, async () => {
      const pods = (await dedicated(stack)).filter(inTenant).flatMap((object) => {
        const pod = podOf(object);
        return pod ? [{ name: nameOf(object), pod }] : [];
      });
      assert(pods.length > 0);
      for (const { name, pod } of pods) {
        assert.deepEqual(at(pod, "nodeSelector"), { "longshore.dev/tenant": tenant }, name);
        const own = { key: "longshore.dev/tenant", operator: "Equal", value: tenant, effect: "NoSchedule" };
        assert.deepEqual(at(pod, "tolerations"), [own], name);
      }
    });
  }

  it("come from a node pool of Argo CD's on AWS, which takes nobody else's pods", async () => {
    const pool = find(await dedicated("aws-production"), "NodePool", "tenant-velmora-nord");
    assert.deepEqual(await complaints([pool]), []);
    assert.deepEqual(at(pool, "spec.template.metadata.labels"), { "longshore.dev/tenant": "velmora-nord" });
    assert.deepEqual(at(pool, "spec.template.spec.taints"), [
      { key: "longshore.dev/tenant", value: "velmora-nord", effect: "NoSchedule" },
    ]);
  });

  it("come from Pulumi's agent pools on Azure", async () => {
    assert(!(await dedicated("azure-production")).some(({ kind }) => kind === "NodePool"));
  });

  it("are nobody's who shares", async () => {
    const shared = (await renderTenants(platformOf("aws-production"))).flatMap(({ objects }) => objects);
    assert(!shared.some(({ kind }) => kind === "NodePool"));
    for (const object of shared) assert.equal(at(podOf(object), "nodeSelector"), undefined, nameOf(object));
  });
});

describe("secrets of a dedicated tenant on Azure", function () {
  this.timeout(180_000);

  const [vault, tenant] = ["https://own.vault.azure.net/", "velmora-sued"];
  const own = { isolation: "dedicated", secretStore: vault } as const;

  it("are read from its own vault, by itself and by provisioning", async () => {
    const platform = platformOf("azure-production", { ofTenants: own });
    const objects = (await renderTenants(platform)).flatMap((each) => each.objects);
    assert.equal(at(find(objects, "SecretStore", "tenant"), "spec.provider.azurekv.vaultUrl"), vault);
    const provisioning = objects.find(
      ({ kind, metadata }) => kind === "ExternalSecret" && metadata.name.startsWith(`provision-${tenant}-`),
    );
    assert.equal(at(provisioning, "spec.secretStoreRef.name"), `provisioning-${tenant}`);
  });

  it("have a store on the platform's side, which the fence beside their database reads from too", async () => {
    const { facts } = platformOf("azure-production");
    const server = (name: string, secretStore: string) => ({
      name,
      host: name,
      adminSecret: "administrator",
      secretStore,
    });
    const servers = JSON.stringify([server("platform", facts["secret-store-location"]), server(tenant, vault)]);
    const platform = platformOf("azure-production", {
      facts: { "database-servers": servers, "primary-record": "_primary.longshore.example" },
    });
    const applications = await applicationsOf(platform);
    const of = async (name: string) => {
      const found = applications.find(({ metadata }) => metadata.name === name);
      assert.ok(found);
      return (await render(found)).objects;
    };
    const stores = (await of("provisioning")).filter(({ kind }) => kind === "SecretStore");
    assert.deepEqual(await complaints(stores), []);
    assert.deepEqual(
      stores.map(({ metadata }) => metadata.name),
      ["provisioning", `provisioning-${tenant}`],
    );
    assert.equal(at(stores[1], "spec.provider.azurekv.vaultUrl"), vault);
    const fences = (await of("fence")).filter(({ kind }) => kind === "ExternalSecret");
    assert.deepEqual(
      fences.map((secret) => at(secret, "spec.secretStoreRef.name")),
      ["provisioning", `provisioning-${tenant}`],
    );
  });
});
