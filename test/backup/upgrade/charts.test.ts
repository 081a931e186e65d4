/** The Jobs that Argo CD syncs give the commands of an upgrade all that they ask for. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { platformOf, type Stack } from "../../gitops/support/facts.ts";
import { at, type KubernetesObject, podOf } from "../../gitops/support/objects.ts";
import { renderTenants } from "../../gitops/support/render.ts";
import { type Environment, runBackup } from "../support/run.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../images/backup/README.md"), "utf8");

const jobs = [
  { command: "upgrade-save", job: "odoo-save", tenant: "velmora-nord", stack: "aws-production" },
  { command: "upgrade", job: "odoo-upgrade", tenant: "velmora-nord", stack: "aws-production" },
  { command: "upgrade", job: "odoo-upgrade", tenant: "drovelin-test", stack: "aws-warehouse" },
  { command: "upgrade-start", job: "odoo-start", tenant: "velmora-nord", stack: "aws-production" },
] as const;

describe("a synced upgrade", function () {
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "longshore-upgrade-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { command, job, tenant, stack } of jobs)
    it(`gives ${command} of ${tenant} all that it asks for, and nothing that the README does not know`, async () => {
      const environment = environmentOf(await objectsOf(stack, tenant), job);
      for (const name of Object.keys(environment)) assert.ok(readme.includes(`\`${name}\``), name);
      const { METRICS_URL, SCRATCH, ...given } = environment;
      assert.equal(METRICS_URL, "http://pushgateway.observability.svc:9091");
      const { result, stderr } = await runBackup(command, {
        ...given,
        // Nothing is there: what comes first is whether anything is missing.
        ...{ PGHOST: "127.0.0.1", PGPORT: "1", KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: "1" },
        ...(SCRATCH ? { SCRATCH: folder } : {}),
        ...(given.HANDSHAKE ? { HANDSHAKE: folder } : {}),
        SERVICE_ACCOUNT: folder,
      });
      assert(["database", "tool"].includes(String(result.failure)), stderr);
    });
});

async function objectsOf(stack: Stack, tenant: string): Promise<readonly KubernetesObject[]> {
  const rendered = await renderTenants(platformOf(stack));
  return rendered.find(({ application }) => application.metadata.name === `odoo-${tenant}`)?.objects ?? [];
}

/** Variables of the container of images/backup; what comes from elsewhere has some value. */
function environmentOf(objects: readonly KubernetesObject[], name: string): Environment {
  const job = objects.find(({ kind, metadata }) => kind === "Job" && metadata.name.startsWith(`${name}-`));
  assert(job, `no Job ${name}`);
  const pod = podOf(job);
  const container = pod?.initContainers[0] ?? pod?.containers[0];
  const entries = [at(container, "env")]
    .flat()
    .map((each) => [String(at(each, "name")), String(at(each, "value") ?? "given")]);
  return Object.fromEntries(entries);
}
