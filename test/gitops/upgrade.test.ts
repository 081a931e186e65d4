/** Upgrades and copies as they are rendered: what comes before what, who may do what, and what is left out. */
import assert from "node:assert/strict";
import { platformOf } from "./support/facts.ts";
import { at, find, type KubernetesObject, podOf } from "./support/objects.ts";
import { objectsOf } from "./support/platforms.ts";
import { renderTenants } from "./support/render.ts";

const tenant = "velmora-nord";
const copy = "drovelin-test";

const waveOf = ({ metadata }: KubernetesObject) =>
  Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? "0");
const named = (objects: readonly KubernetesObject[], prefix: string) => {
  const found = objects.find(({ kind, metadata }) => kind === "Job" && metadata.name.startsWith(`${prefix}-`));
  assert(found, `no Job ${prefix}`);
  return found;
};
const environmentOf = (container: unknown) =>
  new Map([at(container, "env")].flat().map((each) => [String(at(each, "name")), at(each, "value")]));

describe("the upgrade of a tenant", function () {
  this.timeout(180_000);

  it("is a chain of Jobs, each of which has to end well before the next begins", async () => {
    const objects = await objectsOf(`odoo-${tenant}`);
    const [save, upgrade, start] = ["odoo-save", "odoo-upgrade", "odoo-start"].map((name) =>
      waveOf(named(objects, name)),
    );
    const deployments = objects.filter(({ kind }) => kind === "Deployment").map(waveOf);
    assert(Number(save) < Number(upgrade));
    assert(deployments.every((wave) => wave > Number(upgrade) && wave < Number(start)));
    for (const name of ["odoo-next", "odoo-upgrade", "odoo-upgrade-out"])
      assert(
        objects.some((object) => object.metadata.name === name && waveOf(object) < Number(save)),
        name,
      );
    const account = find(objects, "ServiceAccount", "odoo");
    assert(account && waveOf(account) < Number(save), "its pod could not be made");
  });

  it("runs once more for another image or another list of modules, and for nothing else", async () => {
    const names = async (facts: Record<string, string>) =>
      named(await objectsOf(`odoo-${tenant}`, { facts }), "odoo-upgrade").metadata.name;
    const now = await names({});
    assert.equal(await names({ contact: "somebody@longshore.example" }), now);
    assert.notEqual(await names({ "image-mirror": "mirror.longshore.example" }), now);
  });

  it("goes past PgBouncer, and updates with Odoo's role and the new image alone", async () => {
    const objects = await objectsOf(`odoo-${tenant}`);
    const pod = podOf(named(objects, "odoo-upgrade"));
    const [updater] = pod?.containers ?? [];
    const [orchestrator] = pod?.initContainers ?? [];
    const web = podOf(find(objects, "Deployment", "odoo-web"))?.containers[0];
    assert(updater && orchestrator && web);
    assert.equal(updater.image, web.image);
    for (const container of [updater, orchestrator])
      assert.match(String(environmentOf(container).get("PGHOST")), /rds\.amazonaws\.com$/);
    assert.notEqual(environmentOf(web).get("PGHOST"), environmentOf(updater).get("PGHOST"));
    assert(!JSON.stringify(updater).includes("upgradePassword"), "a customer's module could rename databases");
    const mounts = (container: unknown) => [at(container, "volumeMounts")].flat().map((each) => at(each, "name"));
    assert(mounts(orchestrator).includes("token"));
    assert(!mounts(updater).includes("token"), "a customer's module could stop pods");
  });

  it("stops web, cron and queue, and may scale nothing else", async () => {
    const container = podOf(named(await objectsOf(`odoo-${tenant}`), "odoo-upgrade"))?.initContainers[0];
    assert.equal(environmentOf(container).get("DEPLOYMENTS"), "odoo-web=2,odoo-cron=1,odoo-queue=1");
    const role = find(await objectsOf(`tenant-${tenant}`), "Role", "odoo-upgrade-pods");
    const scale = [at(role, "rules")].flat().find((rule) => String(at(rule, "resources")).includes("scale"));
    assert.deepEqual(at(scale, "resourceNames"), ["odoo-web", "odoo-web-next", "odoo-cron", "odoo-queue"]);
  });

  it("lets only the account that no pod of Odoo has make Jobs", async () => {
    const binding = find(await objectsOf(`tenant-${tenant}`), "RoleBinding", "odoo-upgrade-backup");
    assert.deepEqual(
      [at(binding, "subjects")].flat().map((subject) => at(subject, "name")),
      ["odoo-upgrade"],
    );
  });

  it("rests on a platform that waits for its primary", async () => {
    const objects = await objectsOf(`odoo-${tenant}`, { role: "recovery" });
    assert(!objects.some(({ kind }) => kind === "Job"));
  });
});

describe("a neutralised copy of a tenant", function () {
  this.timeout(180_000);

  let objects: readonly KubernetesObject[];
  before(async () => {
    const rendered = await renderTenants(platformOf("aws-warehouse"));
    objects = rendered.find(({ application }) => application.metadata.name === `odoo-${copy}`)?.objects ?? [];
  });

  it("has no route, no pod and no certificate before the Job that reads the flag back has succeeded", () => {
    const wave = waveOf(named(objects, "odoo-upgrade"));
    const exposed = ["IngressRoute", "Deployment", "Certificate", "CronJob"];
    const later = objects.filter(({ kind }) => exposed.includes(kind));
    assert(later.some(({ kind }) => kind === "IngressRoute"));
    for (const object of later) assert(waveOf(object) > wave, `${object.kind} ${object.metadata.name}`);
  });

  it("reads its original's backups, with a secret that holds nothing else of the original's", () => {
    const pod = podOf(named(objects, "odoo-upgrade"));
    const variables = environmentOf(pod?.initContainers[0]);
    assert.equal(variables.get("ORIGINAL"), "drovelin");
    assert.match(String(variables.get("RESTIC_REPOSITORY")), /tenants\/drovelin$/);
    assert.match(String(variables.get("FILES_REMOTE")), /tenants\/drovelin-test$/);
    assert.equal(pod?.serviceAccountName, "backup-restore");
    const secret = find(objects, "ExternalSecret", "odoo-upgrade");
    const keys = [at(secret, "spec.data")].flat().map((each) => String(at(each, "remoteRef.key")));
    assert(
      keys.every((key) => key.includes("tenants/drovelin-test/")),
      keys.join(", "),
    );
  });

  it("has no scheduled actions and no background jobs, ever", () => {
    for (const name of ["odoo-cron", "odoo-queue"]) {
      const deployment = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === name);
      if (deployment) assert.equal(at(deployment, "spec.replicas"), 0, name);
    }
    const container = podOf(named(objects, "odoo-start"))?.containers[0];
    assert.match(String(environmentOf(container).get("DEPLOYMENTS")), /odoo-cron=0/);
  });

  it("is made anew by the same steps, from a CronJob", () => {
    const refresh = at(find(objects, "CronJob", "odoo-refresh"), "spec.jobTemplate.spec.template.spec");
    assert.equal(environmentOf(at(refresh, "initContainers.0")).get("REFRESH"), "yes");
    assert.equal(environmentOf(podOf(named(objects, "odoo-upgrade"))?.initContainers[0]).get("REFRESH"), "no");
  });
});
