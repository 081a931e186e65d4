/** A tenant's backup jobs, and the job that makes its database: who runs them, with what, and when they rest. */
import assert from "node:assert/strict";
import { tenantServiceAccounts } from "../../components/gitops/facts.ts";
import { backupWithin, readBackPercent, tiers } from "../../stacks/tiers.ts";
import { backupWith } from "./support/backup.ts";
import type { Difference } from "./support/facts.ts";
import { complaints } from "./support/kubeconform.ts";
import { at, find, type KubernetesObject, podOf } from "./support/objects.ts";
import { objectsOf } from "./support/platforms.ts";

const name = "backup-velmora-nord";
const commands = ["archive", "dump", "prune", "retrieve", "verify"] as const;
type Command = (typeof commands)[number];

const job = async (command: Command, difference?: Difference): Promise<KubernetesObject> =>
  find(await objectsOf(name, difference), "CronJob", `backup-${command}`);

async function pod(command: Command) {
  const found = podOf(await job(command));
  const container = found?.containers[0];
  assert(found && container);
  return { found, container, variables: container.env.map((each) => each.name) };
}

const properties = async (command: Command) =>
  [at(find(await objectsOf(name), "ExternalSecret", `backup-${command}`), "spec.data")]
    .flat()
    .map((each) => String(at(each, "remoteRef.property")))
    .sort();

describe("backup jobs", function () {
  this.timeout(180_000);

  it("are those that the image has", async () => {
    const jobs = (await objectsOf(name)).filter(({ kind }) => kind === "CronJob");
    assert.deepEqual(
      jobs.map(({ metadata }) => metadata.name).sort(),
      commands.map((command) => `backup-${command}`),
    );
    for (const command of commands) assert.deepEqual((await pod(command)).container.args, [command]);
  });

  it("never overlap themselves, and end", async () => {
    for (const command of commands) {
      const found = await job(command);
      assert.equal(at(found, "spec.concurrencyPolicy"), "Forbid");
      assert(Number(at(found, "spec.startingDeadlineSeconds")) > 0);
      assert(Number(at(found, "spec.jobTemplate.spec.activeDeadlineSeconds")) > 0);
    }
  });

  it("run by the tenant's own clock", async () => {
    for (const command of commands) assert.equal(at(await job(command), "spec.timeZone"), "Europe/Berlin");
  });

  it("have an identity each for adding, taking away and reading back", async () => {
    const { dump, prune, restore } = tenantServiceAccounts;
    const expected: Record<Command, string> = { archive: dump, dump, prune, retrieve: restore, verify: restore };
    for (const command of commands) assert.equal((await pod(command)).found.serviceAccountName, expected[command]);
  });

  it("are given no secret that their command does not need", async () => {
    assert.deepEqual(await properties("dump"), ["dumpPassword", "dumpUsername", "repositoryPassword"]);
    assert.deepEqual(await properties("archive"), ["dumpPassword", "dumpUsername"]);
    assert.deepEqual(await properties("verify"), ["repositoryPassword", "verifyPassword", "verifyUsername"]);
    assert.deepEqual(await properties("prune"), ["repositoryPassword"]);
    assert.deepEqual(await properties("retrieve"), ["verifyPassword", "verifyUsername"]);
  });

  it("leave the job that takes backups away without a way to the database or the files", async () => {
    const { variables } = await pod("prune");
    assert(variables.includes("RESTIC_REPOSITORY") && variables.includes("KEEP_DAILY"));
    for (const variable of ["PGHOST", "FILES_REMOTE", "ARCHIVE_REMOTE"])
      assert(!variables.includes(variable), variable);
  });

  it("put what passes through them on the node's disk where it fits, else on a volume of their own", async () => {
    const volumes = [at((await pod("dump")).found, "volumes")].flat();
    const scratch = volumes.find((volume) => at(volume, "name") === "scratch");
    assert.deepEqual(at(scratch, "emptyDir"), { sizeLimit: "38Gi" });
    assert.equal((await pod("dump")).container.resources.requests["ephemeral-storage"], "38Gi");
  });

  it("get a volume for scratch that does not fit on a node", async () => {
    const objects = await backupWith({ generated: { backup: { scratch: { size: "210Gi", volume: true } } } });
    const found = podOf(find(objects, "CronJob", "backup-dump"));
    const scratch = [at(found, "volumes")].flat().find((volume) => at(volume, "name") === "scratch");
    assert.equal(at(scratch, "ephemeral.volumeClaimTemplate.spec.resources.requests.storage"), "210Gi");
    const storageClass = at(scratch, "ephemeral.volumeClaimTemplate.spec.storageClassName");
    find(await objectsOf("foundation"), "StorageClass", String(storageClass));
    assert(!("ephemeral-storage" in (found?.containers[0]?.resources.requests ?? {})));
    assert.deepEqual(await complaints(objects), []);
  });

  it("have figures of the tenant's tier, and no other", async () => {
    const plan = tiers["high-availability"];
    const variable = async (command: Command, wanted: string) =>
      (await pod(command)).container.env.find((each) => each.name === wanted)?.value;
    assert.equal(await variable("dump", "READ_DATA_SUBSET"), `${readBackPercent(plan)}%`);
    assert.equal(await variable("verify", "BACKUP_WITHIN"), String(backupWithin(plan)));
    assert.equal(await variable("prune", "KEEP_DAILY"), String(plan.retention.daily));
    assert.equal(await variable("prune", "KEEP_WEEKLY"), String(plan.retention.weekly));
    assert.equal(await variable("prune", "KEEP_MONTHLY"), String(plan.retention.monthly));
    // A dump that is not done when the next one begins would stand in its way.
    for (const { hoursBetweenDumps } of Object.values(tiers))
      assert(Number(at(await job("dump"), "spec.jobTemplate.spec.activeDeadlineSeconds")) < hoursBetweenDumps * 3600);
  });

  it("take nothing away from a tenant on legal hold, and say why", async () => {
    const held = { legalHold: { since: "2026-11-22", owner: "legal@velmora.example", reason: "customs, file 4711" } };
    const why = "since 2026-11-22 by legal@velmora.example: customs, file 4711";
    const prune = find(await backupWith({ spec: held }), "CronJob", "backup-prune");
    const env = podOf(prune)?.containers[0]?.env ?? [];
    assert.equal(env.find((each) => each.name === "LEGAL_HOLD")?.value, why);
    assert.equal(prune.metadata.annotations?.["longshore.dev/legal-hold"], why);
    assert(!(await pod("prune")).variables.includes("LEGAL_HOLD"));
  });

  it("rest on a platform that waits for its primary", async () => {
    for (const command of commands) {
      assert.equal(at(await job(command), "spec.suspend"), false);
      assert.equal(at(await job(command, { role: "recovery" }), "spec.suspend"), true);
    }
  });
});

describe("provisioning", function () {
  this.timeout(180_000);

  const provisioning = async (difference?: Difference) =>
    (await objectsOf("tenant-velmora-nord", difference)).filter(({ metadata }) =>
      metadata.name.startsWith("provision-"),
    );

  it("keeps the administrator's password out of the tenant's namespace", async () => {
    for (const { metadata } of await provisioning()) assert.equal(metadata.namespace, "longshore-system");
    const tenants = ["odoo-velmora-nord", name, "tenant-velmora-nord"];
    for (const object of (await Promise.all(tenants.map((each) => objectsOf(each)))).flat())
      if (object.metadata.namespace === "tenant-velmora-nord")
        assert(!JSON.stringify(object).includes("database/admin"), `${object.kind} ${object.metadata.name}`);
  });

  it("runs once more when what it is made of changes, and not otherwise", async () => {
    const jobName = async (difference?: Difference) =>
      (await provisioning(difference)).find(({ kind }) => kind === "Job")?.metadata.name;
    assert.equal(await jobName(), await jobName({ facts: { domain: "other.example" } }));
    assert.notEqual(await jobName(), await jobName({ facts: { "database-port": "5433" } }));
  });

  it("comes before Odoo, and after its own secret", async () => {
    const wave = ({ metadata }: KubernetesObject) =>
      Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0);
    const objects = await objectsOf("tenant-velmora-nord");
    const first = (kind: string) => Math.min(...objects.filter((each) => each.kind === kind).map(wave));
    const order = ["AppProject", "ExternalSecret", "Job", "Application"].map(first);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    assert.equal(new Set(order).size, order.length, "each in a wave of its own");
  });

  it("does nothing on a platform that waits: its database is a copy", async () => {
    assert.deepEqual(await provisioning({ role: "recovery" }), []);
  });
});
