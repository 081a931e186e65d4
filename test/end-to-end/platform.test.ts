import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Report as Destroyed } from "../../operations/destroy/report.ts";
import type { Report as Drilled } from "../../operations/drill/report.ts";
import { findStack, readStacks, type StackPlace } from "../../operations/stacks.ts";
import { expectedApplications } from "../../operations/start/applications.ts";
import type { Report } from "../../operations/start/report.ts";
import { readSecret } from "../../operations/start/secrets.ts";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { secrets } from "../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../simulator/kubernetes/api/wait.ts";
import { connectCluster } from "../../simulator/kubernetes/connect.ts";
import { workTree } from "../../simulator/paths.ts";
import { changeSecrets, knownSecrets, type Spoken } from "../secrets/commands.ts";
import { searchForSecrets } from "../secrets/search.ts";
import { beginSimulator, endSimulator } from "../support/simulator.ts";

/** As `npm start` runs it, after the launcher. */
const start = (simulator: SimulatorClient, ...args: readonly string[]) => run(simulator, "start", ...args);

/** As `npx longshore` runs a command, after the launcher. */
async function run(simulator: SimulatorClient, ...args: readonly string[]) {
  const child = spawn(process.execPath, [join(workTree, "operations", "cli.ts"), ...args], {
    env: { ...process.env, LONGSHORE_SIMULATOR_HOME: simulator.paths.home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, progress, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  // Searched for secrets with all that stands there.
  appendFileSync(join(simulator.paths.home, "said"), output + progress);
  return { output, progress, code };
}

async function withCluster(
  simulator: SimulatorClient,
  { account, region }: StackPlace,
  work: (api: Api) => Promise<void>,
): Promise<void> {
  const [cluster] = await simulator.clusters(account, region);
  assert.ok(cluster);
  const api = connectCluster(cluster);
  await work(api).finally(() => api.close());
}

async function assertNoLeaks(simulator: SimulatorClient, place: StackPlace, spoken: Spoken): Promise<void> {
  await withCluster(simulator, place, async (api) => {
    const { secrets: count, leaks, needless } = await searchForSecrets(simulator, api, spoken);
    assert.ok(count > 20, `${count} secrets`);
    assert.deepEqual({ leaks, needless }, { leaks: [], needless: [] });
  });
}

describe("npm start", function () {
  this.timeout(1_800_000);
  const place = findStack(readStacks(workTree), "aws-production");
  const tenant = "tenant-velmora-nord";
  let simulator: SimulatorClient;
  let file: string;
  before(async () => {
    simulator = await beginSimulator();
    file = join(simulator.paths.home, "report.json");
  });
  after(() => endSimulator(simulator));

  const readReport = (): Report => JSON.parse(readFileSync(file, "utf8"));

  it("stops where the cloud refuses something, with the cloud's words and the way on", async () => {
    const message = "InsufficientDBInstanceCapacity";
    await simulator.fault({ operation: "create", resource: "aws:rds/instance:Instance", when: "before", message });
    const { code, progress } = await start(simulator);
    assert.equal(code, 1);
    assert.match(progress, /aws:rds:Instance \(database\):\n.*InsufficientDBInstanceCapacity/);
    assert.match(progress, /What was made stays; the next run goes on from there\./);
  });

  it("finishes the job the next time, up to a verified restore", async () => {
    const { code, output, progress } = await start(simulator, "--report", file);
    assert.equal(code, 0, progress);
    assert.match(output, /^\s*aws-production is up on the simulator/);
    assert.ok(output.split("\n").length <= 40, "a screen or less");
    const { resources, policy, applications, backup, modelled, cost, seconds } = readReport();
    assert.ok(resources.create > 0 && resources.same > 0, "the second run makes what the first one did not");
    assert.equal(policy.rules > 50 && policy.mandatory === 0 && policy.advisory === 0, true);
    assert.ok(applications.some(({ name }) => name === "backup-velmora-nord"));
    assert.ok(applications.every(({ sync, health }) => sync === "Synced" && health === "Healthy"));
    assert.equal(backup?.verified, true);
    assert.ok((backup?.rows ?? 0) > 15_000 && (backup?.files ?? 0) > 100 && (backup?.bytes ?? 0) > 1e6);
    assert.ok(modelled.seconds > 300 && modelled.criticalPath.some(({ resource }) => resource === "database"));
    assert.ok(cost.monthly !== null && cost.monthly > 500 && cost.currency === "USD");
    assert.ok(seconds.total >= seconds.up + seconds.sync);
  });

  it("asks no host that nobody answers for, and leaves no value of a chart without effect", async () => {
    const { refused, ignoredValues } = await simulator.internet();
    assert.deepEqual({ refused, ignoredValues }, { refused: {}, ignoredValues: [] });
  });

  it("brings a Secret back that somebody deletes", () =>
    withCluster(simulator, place, async (api) => {
      const secret = "odoo-2026-11-01";
      const before = await readSecret(api, tenant, secret);
      const uid = (await api.get(secrets, secret, tenant))?.metadata.uid;
      await api.remove(secrets, { name: secret, namespace: tenant });
      await waitFor(api, {
        resource: secrets,
        selection: { namespace: tenant, fields: `metadata.name=${secret}` },
        timeoutSeconds: 120,
        what: "the Secret",
        until: ([found]) => (found?.data && found.metadata.uid !== uid) || undefined,
      });
      assert.deepEqual(await readSecret(api, tenant, secret), before);
    }));

  it("changes nothing the second time, and says so", async () => {
    const { code, output, progress } = await start(simulator, "--report", file);
    assert.equal(code, 0, progress);
    assert.match(output, /nothing changed, \d+ resources are as they were/);
    const { resources, backup } = readReport();
    assert.deepEqual({ ...resources, same: 0 }, { create: 0, update: 0, same: 0, delete: 0 });
    assert.equal(backup?.verified, true);
  });

  it("serves on while a pod is lost, as a drill measures it", async () => {
    const report = join(simulator.paths.home, "drill.json");
    const disturb = ["--disturb", "--stack-again", "aws-production"];
    const { code, output, progress } = await run(
      simulator,
      ...["drill", "lost-pod", "--stack", "aws-production", ...disturb, "--report", report],
    );
    assert.equal(code, 0, output + progress);
    const { rpo, rto, checks, verdict }: Drilled = JSON.parse(readFileSync(report, "utf8"));
    assert.deepEqual([rpo.rows, verdict], [0, "passed"]);
    assert.ok(rto.seconds !== null && rto.seconds > 0);
    assert.deepEqual(
      checks.map(({ name }) => name),
      ["DNS", "ingress", "database", "attachments", "application"],
    );
    const record = readFileSync(report.replace(".json", ".md"), "utf8");
    assert.match(record, /event: End a web pod at once/);
  });

  it("lets no secret out, wherever it writes", async () =>
    assertNoLeaks(simulator, place, await changeSecrets(simulator, place)));

  it("destroys the compute and keeps the data, with nothing left over", async () => {
    const report = join(simulator.paths.home, "destroyed.json");
    const cli = join(workTree, "operations", "cli.ts");
    const destroy = [process.execPath, cli, "destroy", "--stack", "aws-production", "--yes", "--report", report];
    const child = spawn(process.execPath, [cli, "simulator", "shell", "--stack", "aws-production", "--", ...destroy], {
      env: { ...process.env, LONGSHORE_SIMULATOR_HOME: simulator.paths.home },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [progress, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    assert.equal(code, 0, progress);
    const { drained, deleted, kept, leftovers }: Destroyed = JSON.parse(readFileSync(report, "utf8"));
    // Without the root, which went before.
    const applications = expectedApplications(join(workTree, "gitops"), "aws-production").length - 1;
    assert.deepEqual([drained?.loadBalancers, drained?.applications.length], [["traefik/traefik"], applications]);
    assert.deepEqual(leftovers, { found: [] });
    assert.ok(deleted > 100);
    assert.deepEqual([kept.Instance, kept.Bucket, kept.Key, kept.Cluster], [1, 4, 2, undefined]);
  });

  it("takes the platform away whole", async () => {
    const { code, output } = await start(simulator, "--down");
    assert.equal(code, 0);
    assert.match(output, /aws-production is gone: \d+ resources with their data\. Nothing else stood/);
    assert.equal(await simulator.isRunning(), false);
  });
});

describe("npm start on Azure", function () {
  this.timeout(1_800_000);
  let simulator: SimulatorClient;
  before(async () => {
    simulator = await beginSimulator();
  });
  after(() => endSimulator(simulator));

  it("brings the same platform up, to the same verified restore", async () => {
    const file = join(simulator.paths.home, "report.json");
    const { code, output, progress } = await start(simulator, "--stack", "azure-production", "--report", file);
    assert.equal(code, 0, progress);
    assert.match(output, /^\s*azure-production is up on the simulator/);
    const report: Report = JSON.parse(readFileSync(file, "utf8"));
    assert.equal(report.cloud, "azure");
    assert.ok(report.applications.every(({ sync, health }) => sync === "Synced" && health === "Healthy"));
    assert.deepEqual(
      { mandatory: report.policy.mandatory, verified: report.backup?.verified },
      { mandatory: 0, verified: true },
    );
    const { refused, ignoredValues } = await simulator.internet();
    assert.deepEqual({ refused, ignoredValues }, { refused: {}, ignoredValues: [] });
  });

  it("lets no secret out either", async () => {
    const place = findStack(readStacks(workTree), "azure-production");
    await assertNoLeaks(simulator, place, await knownSecrets(simulator, place));
  });
});
