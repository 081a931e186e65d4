/** A platform in a recovery: at rest, then promoted with no manual step; and the fence of both stacks of a link. */
import assert from "node:assert/strict";
import { sourcesOf } from "./support/application.ts";
import { applicationsOf } from "./support/application-sets.ts";
import { type Difference, platformOf } from "./support/facts.ts";
import { complaints } from "./support/kubeconform.ts";
import { at, find, type KubernetesObject, podOf } from "./support/objects.ts";
import { objectsOf } from "./support/platforms.ts";
import { render, renderTenants } from "./support/render.ts";

const tenant = "tenant-velmora-nord";
/** `aws-production` as the stack that recovers it would have it. */
const linked = { "own-stack": "aws-recovery", "primary-record": "_primary.production.longshore.example" };
const waiting: Difference = { role: "recovery", facts: linked };

async function applicationNamed(name: string, difference: Difference) {
  const found = (await applicationsOf(platformOf("aws-production", difference))).find(
    ({ metadata }) => metadata.name === name,
  );
  assert.ok(found, `there is no Application ${name}`);
  return found;
}

const environmentOf = (object: KubernetesObject) =>
  Object.fromEntries((podOf(object)?.containers[0]?.env ?? []).map(({ name, value }) => [name, value]));

describe("a platform that waits for its primary", function () {
  this.timeout(180_000);

  it("runs no pod of a tenant and nothing that would start one", async () => {
    const objects = (await renderTenants(platformOf("aws-production", waiting))).flatMap((each) => each.objects);
    const deployments = objects.filter(({ kind }) => kind === "Deployment");
    assert.ok(deployments.length >= 3);
    for (const object of deployments) assert.equal(at(object, "spec.replicas"), 0, object.metadata.name);
    for (const object of objects.filter(({ kind }) => kind === "CronJob"))
      assert.equal(at(object, "spec.suspend"), true, object.metadata.name);
    const starting = objects.filter(({ kind }) => ["HorizontalPodAutoscaler", "Job"].includes(kind));
    assert.deepEqual(
      starting.map(({ metadata }) => metadata.name),
      [],
    );
  });

  it("writes its DNS records under a name of its own, and takes those of its primary over when it is promoted", async () => {
    const facts = { ...linked, "dns-owner": "aws-recovery", "dns-former-owner": "aws-production" };
    const parameters = sourcesOf(await applicationNamed("external-dns", { facts }))[0]?.helm?.parameters;
    const given = Object.fromEntries((parameters ?? []).map(({ name, value }) => [name, value]));
    assert.equal(given.txtOwnerId, "aws-recovery");
    assert.equal(given["extraArgs.migrate-from-txt-owner"], "aws-production");
  });
});

describe("a platform that was promoted", function () {
  this.timeout(180_000);

  it("brings up database, log-ins and Odoo in this order, with nothing left to do by hand", async () => {
    const objects = await objectsOf(tenant, { facts: linked });
    const wave = ({ metadata }: KubernetesObject) =>
      Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0);
    const provisioning = objects.find(({ kind }) => kind === "Job");
    assert.ok(provisioning);
    assert.ok(wave(find(objects, "AppProject", tenant)) < wave(provisioning));
    assert.ok(wave(provisioning) < wave(find(objects, "Application", "odoo-velmora-nord")));
    const { PRIMARY_RECORD, STACK } = environmentOf(provisioning);
    assert.deepEqual([PRIMARY_RECORD, STACK], [linked["primary-record"], "aws-recovery"]);
  });

  it("asks no record where there is one stack", async () => {
    const job = (await objectsOf(tenant)).find(({ kind }) => kind === "Job");
    assert.ok(job);
    assert.equal("PRIMARY_RECORD" in environmentOf(job), false);
  });

  it("waits for no backup before the release of its commit, and updates a database that is behind it", async () => {
    const difference = {
      facts: { ...linked, "windows-lifted": "a switch of roles" },
      ofTenants: { quietWindows: "[]" },
    };
    const jobs = (await objectsOf("odoo-velmora-nord", difference)).filter(({ kind }) => kind === "Job");
    assert.deepEqual(jobs.map(({ metadata }) => metadata.name.replace(/-[0-9a-f]{8}$/, "")).sort(), [
      "odoo-start",
      "odoo-upgrade",
    ]);
  });

  it("keeps closed until a date only what is closed after it, and says why", async () => {
    const [later] = [{ description: "receiving", schedule: "0 6 * * 1", duration: "4h0m", timeZone: "Europe/Berlin" }];
    const why = "a switch of roles until 2026-11-25T06:00Z";
    const objects = await objectsOf(tenant, {
      facts: { ...linked, "windows-lifted": why },
      ofTenants: { quietWindows: JSON.stringify([later]) },
    });
    const project = find(objects, "AppProject", tenant);
    assert.deepEqual(at(project, "spec.syncWindows"), [{ ...later, kind: "deny", applications: ["*"] }]);
    assert.equal(project.metadata.annotations?.["longshore.dev/windows-lifted"], why);
  });

  it("has no windows at all where there is no date yet", async () => {
    const objects = await objectsOf(tenant, {
      facts: { ...linked, "windows-lifted": "a switch of roles" },
      ofTenants: { quietWindows: "[]" },
    });
    assert.equal(at(find(objects, "AppProject", tenant), "spec.syncWindows"), undefined);
  });
});

describe("the fence", function () {
  this.timeout(180_000);

  const servers = [
    {
      name: "platform",
      host: "shared.example",
      adminSecret: "longshore-production/database/admin",
      secretStore: "eu-central-1",
    },
    {
      name: "tenant-tarquell",
      host: "own.example",
      adminSecret: "tarquell/database/admin",
      secretStore: "eu-central-1",
    },
  ];
  const fenceOf = async (difference: Difference) => (await render(await applicationNamed("fence", difference))).objects;
  const facts = { ...linked, "database-servers": JSON.stringify(servers) };

  it("has no pod where there is one stack: its log-ins have no end", async () => {
    const kinds = (await fenceOf({})).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["ServiceAccount"]);
  });

  it("stands beside every server on both stacks, whatever their role, twice each", async () => {
    for (const role of ["primary", "recovery"] as const) {
      const objects = await fenceOf({ role, facts });
      assert.deepEqual(await complaints(objects), []);
      for (const { name, host } of servers) {
        const deployment = find(objects, "Deployment", `fence-${name}`);
        assert.equal(at(deployment, "spec.replicas"), 2);
        const { PGHOST, STACK, PRIMARY_RECORD } = environmentOf(deployment);
        assert.deepEqual([PGHOST, STACK, PRIMARY_RECORD], [host, "aws-recovery", linked["primary-record"]]);
      }
    }
  });

  it("holds the password of its own server's administrator alone, and another pod holds the next one", async () => {
    const objects = await fenceOf({ facts });
    for (const { name, adminSecret } of servers) {
      const secret = `fence-${name}-2026-11-01`;
      const [container] = podOf(find(objects, "Deployment", `fence-${name}`))?.containers ?? [];
      assert.deepEqual(container?.envFrom, [{ secretRef: { name: secret } }]);
      const keys = [at(find(objects, "ExternalSecret", secret), "spec.data")]
        .flat()
        .map((each) => at(each, "remoteRef.key"));
      assert.deepEqual(keys, [adminSecret, adminSecret]);
    }
  });

  it("can reach the name service, databases and the gateway for metrics, and nothing else", async () => {
    const { objects } = await render(await applicationNamed("foundation", { facts }));
    const policies = objects.filter(
      ({ kind, metadata }) => kind === "NetworkPolicy" && metadata.namespace === "longshore-system",
    );
    assert.deepEqual(policies.map(({ metadata }) => metadata.name).sort(), [
      "database",
      "default-deny",
      "dns",
      "reports",
    ]);
  });
});
