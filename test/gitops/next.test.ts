/** A ring's next version beside the current one: pods of its own, and everything that the others have around them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { gitops } from "./support/application-sets.ts";
import { platformOf } from "./support/facts.ts";
import { helmTemplate } from "./support/helm.ts";
import { complaints } from "./support/kubeconform.ts";
import { at, find, type KubernetesObject, nameOf, objectsIn, podOf } from "./support/objects.ts";

const folder = join(gitops, "platforms", "aws-production", "velmora-nord");
const image = { repository: "ghcr.io/longshore-platform/longshore/odoo", tag: "next", digest: "" };

async function render(next: object): Promise<readonly KubernetesObject[]> {
  const { facts, switches } = platformOf("aws-production");
  const [tenant] = JSON.parse(facts.tenants);
  const text = await helmTemplate({
    chart: join(gitops, "odoo"),
    release: "odoo",
    namespace: "tenant-velmora-nord",
    files: [join(gitops, "rings", "production-1.yaml"), join(folder, "tenant.yaml"), join(folder, "generated.yaml")],
    values: { facts, switches, tenant, next },
  });
  return objectsIn(text);
}

const beginning = { odoo: { "19.0": image }, weights: { current: 100, next: 0 } };

describe("a ring's next version", function () {
  this.timeout(180_000);

  it("runs beside the current one, before it gets any request", async () => {
    const objects = await render(beginning);
    const images = ["odoo-web", "odoo-web-next", "odoo-cron"].map(
      (name) => podOf(find(objects, "Deployment", name))?.containers[0]?.image.split(":")[1],
    );
    assert.deepEqual(images, ["unreleased", "next", "unreleased"], "scheduled actions stay with the current version");
    assert.deepEqual(await complaints(objects), []);
  });

  it("has what the current one has: a scaler, a budget, spread, an opening for Traefik, a Service that leads to it alone", async () => {
    const objects = await render(beginning);
    const labels = { "app.kubernetes.io/name": "odoo", "app.kubernetes.io/component": "web-next" };
    assert.deepEqual(at(find(objects, "Service", "odoo-next"), "spec.selector"), labels);
    assert.deepEqual(at(find(objects, "PodDisruptionBudget", "odoo-web-next"), "spec.selector.matchLabels"), labels);
    assert.deepEqual(
      at(find(objects, "NetworkPolicy", "odoo-next-from-traefik"), "spec.podSelector.matchLabels"),
      labels,
    );
    assert.equal(
      at(find(objects, "HorizontalPodAutoscaler", "odoo-web-next"), "spec.scaleTargetRef.name"),
      "odoo-web-next",
    );
    const next = find(objects, "Deployment", "odoo-web-next");
    assert.deepEqual(at(next, "spec.selector.matchLabels"), labels);
    assert.deepEqual(at(next, "spec.template.spec.topologySpreadConstraints.0.labelSelector.matchLabels"), labels);
  });

  it("does not touch tenants whose Odoo it is not", async () => {
    const objects = await render({ odoo: {}, weights: { current: 50, next: 50 } });
    const names = objects.map(nameOf).filter((name) => /^(Deployment|Service) /.test(name));
    assert(!names.some((name) => name.endsWith("-next")), names.join(", "));
  });

  it("is refused where no version would get a request", async () => {
    const nowhere = { ...beginning, weights: { current: 0, next: 0 } };
    await assert.rejects(render(nowhere), /next.weights sends requests to neither version/);
  });
});
