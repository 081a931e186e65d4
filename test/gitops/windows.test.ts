/** A tenant's closed hours, as its project in Argo CD has them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { gitops } from "./support/application-sets.ts";
import { platformOf } from "./support/facts.ts";
import { helmTemplate } from "./support/helm.ts";
import { at, find, type KubernetesObject } from "./support/objects.ts";
import { objectsOf } from "./support/platforms.ts";

const tenant = "tenant-velmora-nord";
const lifted = (object: KubernetesObject) => object.metadata.annotations?.["longshore.dev/windows-lifted"];
const projectOf = (objects: readonly KubernetesObject[]) => find(objects, "AppProject", tenant);

describe("the project of a tenant", function () {
  this.timeout(180_000);

  it("denies every sync in the hours that follow from the calendar, those by hand as well", async () => {
    const file = join(gitops, "platforms", "aws-production", "velmora-nord", "generated.yaml");
    const { quietWindows } = parse(readFileSync(file, "utf8")).generated;
    const windows = [at(projectOf(await objectsOf(tenant)), "spec.syncWindows")].flat();
    assert.ok(windows.length > 10);
    // `manualSync` and `syncOverrun` are off where they are not named.
    const expected = quietWindows.map((each: object) => ({ ...each, kind: "deny", applications: ["*"] }));
    assert.deepEqual(windows, expected);
  });

  it("has no windows while the platform waits for its primary, and says so on all that it holds", async () => {
    const objects = await objectsOf(tenant, { role: "recovery" });
    const project = projectOf(objects);
    assert.equal(at(project, "spec.syncWindows"), undefined);
    for (const object of [project, find(objects, "Application", "odoo-velmora-nord")])
      assert.equal(lifted(object), "the platform waits for its primary", object.kind);
    assert.equal(lifted(projectOf(await objectsOf(tenant))), undefined);
  });

  it("names an emergency with its owner and reason, quotes and colons included", async () => {
    const { facts, switches } = platformOf("aws-production");
    const folder = join(gitops, "platforms", "aws-production", "velmora-nord");
    const emergency = { until: "2026-11-24T06:00Z", owner: "a@b.example", reason: 'API: "410 Gone", INC-2041 #now' };
    const yaml = await helmTemplate({
      chart: join(gitops, "tenant"),
      release: "tenant",
      namespace: tenant,
      files: [join(gitops, "rings", "production-1.yaml"), join(folder, "tenant.yaml"), join(folder, "generated.yaml")],
      values: { facts, switches, tenant: JSON.parse(facts.tenants)[0], spec: { emergency } },
    });
    assert.ok(
      yaml.includes(
        'longshore.dev/windows-lifted: "emergency until 2026-11-24T06:00Z by a@b.example: API: \\"410 Gone\\", INC-2041 #now"',
      ),
    );
  });
});
