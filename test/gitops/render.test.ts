/** All of `gitops/` renders for every stack, and every object is one that its kind's schema allows. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { sourcesOf } from "./support/application.ts";
import { applicationsOf, components, gitops } from "./support/application-sets.ts";
import { platformOf, stacks, tenantsOf } from "./support/facts.ts";
import { helmLint } from "./support/helm.ts";
import { complaints } from "./support/kubeconform.ts";
import { at, find, podOf } from "./support/objects.ts";
import { allObjects, objectsOf, rendering } from "./support/platforms.ts";

/** Their charts are in no registry that the tests can reach; Argo CD renders them where it runs. */
const renderedElsewhere = ["argo-cd", "prometheus-pushgateway", "traefik"];

describe("rendering gitops/", function () {
  this.timeout(240_000);

  for (const stack of stacks) {
    it(`gives ${stack} one Application for each component and three for each tenant`, async () => {
      const names = (await rendering(stack)).map(({ application }) => application.metadata.name);
      const tenants = tenantsOf(stack);
      assert.deepEqual(
        names.sort(),
        [
          ...["root", ...components().map(({ path }) => String(at(path, "basename")))],
          ...tenants.flatMap((tenant) => [`backup-${tenant}`, `odoo-${tenant}`, `tenant-${tenant}`]),
        ].sort(),
      );
    });
  }

  it("renders every chart but those that only Argo CD can get", async () => {
    const left = (await rendering("aws-production")).flatMap(({ left }) => left);
    assert.deepEqual(left.sort(), renderedElsewhere);
  });

  it("makes valid objects only, on every stack, of kinds whose schemas are known", async () => {
    assert.deepEqual(await complaints(await allObjects()), []);
  });

  it("makes valid objects for a platform that waits for its primary, and behind mirrors", async () => {
    const facts = {
      "chart-mirror": "https://charts.velmora.example",
      "image-mirror": "registry.velmora.example/mirror",
    };
    const variants = await Promise.all([
      rendering("aws-production", { role: "recovery" }),
      rendering("aws-production", { facts }),
      rendering("aws-production", { facts: { "cache-isolation": "none" } }),
    ]);
    const known = new Set((await allObjects()).map((object) => JSON.stringify(object)));
    const objects = variants.flatMap((platform) => platform.flatMap((each) => each.objects));
    const different = objects.filter((object) => !known.has(JSON.stringify(object)));
    assert(different.length > 10);
    assert.deepEqual(await complaints(different), []);
  });

  it("lets external-dns write on a primary only", async () => {
    for (const role of ["primary", "recovery"] as const) {
      const objects = (await rendering("aws-production", { role })).flatMap((each) => each.objects);
      const args = podOf(find(objects, "Deployment", "external-dns"))?.containers[0]?.args ?? [];
      assert(args.includes("--policy=upsert-only"));
      assert.equal(args.includes("--dry-run"), role === "recovery", role);
    }
  });

  it("names no two objects of a platform the same", async () => {
    const objects = (await rendering("aws-production")).flatMap(({ objects }) => objects);
    const names = objects.map(({ apiVersion, kind, metadata }) =>
      [apiVersion, kind, metadata.namespace, metadata.name].join(" "),
    );
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  for (const name of ["access", "foundation", "provisioning", "cert-manager", "external-dns", "traefik", "admission"]) {
    it(`has no fault that helm lint finds in the objects of ${name}`, async () => {
      const path = `gitops/platform/${name}/objects`;
      const sources = (await applicationsOf(platformOf("aws-production"))).flatMap(sourcesOf);
      const values = sources.find((source) => source.path === path)?.helm?.valuesObject;
      assert.ok(values);
      await helmLint({ chart: join(gitops, "platform", name, "objects"), release: "x", namespace: "x", values });
    });
  }

  for (const name of ["tenant", "odoo", "backup"]) {
    it(`has no fault that helm lint finds in the chart ${name}`, async () => {
      const { facts, switches } = platformOf("aws-production");
      const folder = join(gitops, "platforms", "aws-production", "velmora-nord");
      const files = [
        join(gitops, "rings", "production-1.yaml"),
        join(folder, "tenant.yaml"),
        join(folder, "generated.yaml"),
      ];
      const [tenant] = JSON.parse(facts.tenants);
      await helmLint({
        chart: join(gitops, name),
        release: "x",
        namespace: "x",
        files,
        values: { facts, switches, tenant },
      });
    });
  }

  it("puts nothing into a namespace that Argo CD's project does not open", async () => {
    const platform = await rendering("aws-production");
    const projects = platform.flatMap(({ objects }) => objects.filter(({ kind }) => kind === "AppProject"));
    for (const { application, objects } of platform) {
      const project = find(projects, "AppProject", application.spec.project);
      const namespaces = [at(project, "spec.destinations")].flat().map((each) => String(at(each, "namespace")));
      for (const { kind, metadata } of objects) {
        if (metadata.namespace === undefined) continue;
        const allowed = namespaces.some((name) => name === metadata.namespace || isBelow(metadata.namespace, name));
        assert(allowed, `${application.metadata.name}: ${kind} ${metadata.name} is for ${metadata.namespace}`);
      }
    }
  });

  it("lets a tenant's Applications bring listed kinds only, and none of the whole cluster's", async () => {
    const project = find(await objectsOf("tenant-velmora-nord"), "AppProject", "tenant-velmora-nord");
    assert.deepEqual(at(project, "spec.clusterResourceWhitelist"), []);
    const kinds = [at(project, "spec.namespaceResourceWhitelist")].flat().map((each) => String(at(each, "kind")));
    for (const name of ["odoo-velmora-nord", "backup-velmora-nord"])
      for (const { kind } of await objectsOf(name)) assert(kinds.includes(kind), `${name} brings a ${kind}`);
    for (const kind of ["Secret", "SecretStore", "Role", "RoleBinding", "ResourceQuota"])
      assert(!kinds.includes(kind), `a tenant may bring a ${kind}`);
  });
});

function isBelow(namespace: string | undefined, pattern: string): boolean {
  return pattern.endsWith("*") && (namespace ?? "").startsWith(pattern.slice(0, -1));
}
