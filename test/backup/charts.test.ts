/** The jobs that Argo CD syncs give each command what it asks for: their environment starts the entry point. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Difference, platformOf } from "../gitops/support/facts.ts";
import { at, find, type KubernetesObject } from "../gitops/support/objects.ts";
import { type Rendered, renderTenants } from "../gitops/support/render.ts";
import { runBackup } from "./support/run.ts";

const readme = readFileSync(join(import.meta.dirname, "../../images/backup/README.md"), "utf8");
/** A server and a repository that are not there: what comes first is whether anything is missing. */
const nowhere = { PGHOST: "127.0.0.1", PGPORT: "1" };

const jobs = [
  { command: "dump", application: "backup-velmora-nord", failure: "database" },
  { command: "archive", application: "backup-velmora-nord", failure: "database" },
  { command: "verify", application: "backup-velmora-nord", failure: "nothing" },
  { command: "prune", application: "backup-velmora-nord", failure: "nothing" },
  { command: "retrieve", application: "backup-velmora-nord", failure: undefined },
  { command: "provision", application: "tenant-velmora-nord", failure: "database" },
  { command: "copy", application: "backup-velmora-nord", failure: "nothing" },
  { command: "restore-at-start", application: "odoo-velmora-nord", failure: "database" },
] as const;

/** A platform that sends copies, and that has started from some. */
const copies: Difference = {
  ofTenants: {
    restoreFrom: "aws-national",
    copyIdentity: "own-identity",
    copyTo: JSON.stringify({
      stack: "aws-rebuild",
      cloud: "aws",
      region: "eu-west-1",
      directory: "",
      identity: "arn:aws:iam::999988887777:role/receiver",
      from: ":s3,env_auth:own/path",
      backups: ":s3,env_auth:theirs/path",
      archives: ":s3,env_auth:theirs/archives",
    }),
  },
};

describe("a synced job", function () {
  this.timeout(180_000);
  let folder: string;
  let rendered: readonly Rendered[];
  before(async () => {
    rendered = await renderTenants(platformOf("aws-production", copies));
    folder = mkdtempSync(join(tmpdir(), "longshore-charts-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { command, application, failure } of jobs) {
    it(`gives ${command} all that it asks for, and nothing that the README does not know`, async () => {
      const environment = environmentOf(objectsOf(rendered, application), command);
      for (const name of Object.keys(environment)) assert.ok(readme.includes(`\`${name}\``), name);
      const { METRICS_URL, ...given } = environment;
      const { ARCHIVE_REMOTE, COPY_FROM, PGHOST, RESTIC_REPOSITORY, SCRATCH } = given;
      const local = {
        ...given,
        ...(PGHOST ? nowhere : {}),
        ...(RESTIC_REPOSITORY ? { RESTIC_REPOSITORY: join(folder, "repository") } : {}),
        ...(ARCHIVE_REMOTE ? { ARCHIVE_REMOTE: join(folder, "archives") } : {}),
        ...(COPY_FROM ? { COPY_FROM: join(folder, "backups") } : {}),
        ...(SCRATCH ? { SCRATCH: join(folder, "scratch") } : {}),
        TMPDIR: folder,
      };
      assert.equal(METRICS_URL, "http://pushgateway.observability.svc:9091");
      const { result, stderr } = await runBackup(command, local);
      assert.equal(result.failure, failure, stderr);
    });
  }
});

const objectsOf = (rendered: readonly Rendered[], application: string): readonly KubernetesObject[] =>
  rendered.find((each) => each.application.metadata.name === application)?.objects ?? [];

/** Variables of the job's container: its own, and the keys of the secret that it takes whole. */
function environmentOf(objects: readonly KubernetesObject[], command: string): Record<string, string> {
  const job = objects.find(({ kind, metadata }) => /Job$/.test(kind) && metadata.name.startsWith(nameOf(command)));
  assert(job, `no job for ${command}`);
  const inner = job?.kind === "CronJob" ? at(job, "spec.jobTemplate.spec.template") : at(job, "spec.template");
  const container = at(inner, "spec.containers.0");
  const keys = [at(container, "envFrom") ?? []].flat().flatMap((from) => {
    const secret = find(objects, "ExternalSecret", String(at(from, "secretRef.name")));
    return [at(secret, "spec.data")].flat().map((entry) => String(at(entry, "secretKey")));
  });
  const own = [at(container, "env")].flat().map((entry) => [String(at(entry, "name")), String(at(entry, "value"))]);
  return { ...Object.fromEntries(keys.map((key) => [key, secretValue(key)])), ...Object.fromEntries(own) };
}

const names: Readonly<Record<string, string>> = { provision: "provision-", "restore-at-start": "odoo-restore-" };
const nameOf = (command: string) => names[command] ?? `backup-${command}`;
/** A login before the one in use is one of the same role. */
const secretValue = (key: string) => `${key.toLowerCase().replace("_previous", "")}_value`;
