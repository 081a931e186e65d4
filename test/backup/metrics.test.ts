import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { metricsText } from "../../images/backup/src/metrics.ts";
import { runBackup } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

interface Pushed {
  readonly target: string;
  readonly text: string;
}

describe("metrics", () => {
  const pushed: Pushed[] = [];
  let gateway: Server;
  let url: string;
  let tenant: Tenant;
  before(async function () {
    this.timeout(180_000);
    gateway = createServer(async (request, response) => {
      pushed.push({
        target: `${request.method} ${request.url}`,
        text: Buffer.concat(await request.toArray()).toString(),
      });
      response.end();
    }).listen(0, "127.0.0.1");
    await once(gateway, "listening");
    const address = gateway.address();
    url = typeof address === "object" && address ? `http://127.0.0.1:${address.port}` : "";
    tenant = await newTenant();
  });
  after(() => void gateway.close());

  it("tell a gateway when a backup succeeded, what it holds and how long it took", async () => {
    await runBackup("dump", { ...tenant.environment.dump, METRICS_URL: url });
    const [{ target, text } = { target: "", text: "" }] = pushed.splice(0);
    assert.equal(target, `POST /metrics/job/longshore-backup/tenant/${tenant.name}/command/dump`);
    assert.match(text, /^longshore_backup_success 1$/m);
    assert.match(text, /^longshore_backup_last_success_timestamp_seconds \d{10}/m);
    assert.match(text, /^longshore_backup_rows [1-9]\d+$/m);
    assert.match(text, /^longshore_backup_added_bytes [1-9]\d+$/m);
    assert.match(text, /^longshore_backup_duration_seconds \d/m);
    assert.match(text, /^# TYPE longshore_backup_size_bytes gauge$/m);
  }).timeout(180_000);

  it("tell when one failed, without touching the last success", async () => {
    await runBackup("dump", { ...tenant.environment.dump, METRICS_URL: url, RESTIC_PASSWORD: "another" });
    const [{ text } = { text: "" }] = pushed.splice(0);
    assert.match(text, /^longshore_backup_success 0$/m);
    assert.doesNotMatch(text, /last_success/);
  }).timeout(180_000);

  it("tell age, size, duration and result of the backup that was restored for proof", async () => {
    await runBackup("verify", { ...tenant.environment.verify, METRICS_URL: url });
    const [{ target, text } = { target: "", text: "" }] = pushed.splice(0);
    assert.equal(target, `POST /metrics/job/longshore-backup/tenant/${tenant.name}/command/verify`);
    for (const name of ["age_seconds", "size_bytes", "duration_seconds", "taken_timestamp_seconds"])
      assert.match(text, new RegExp(`^longshore_backup_${name} [\\d.]+$`, "m"));
    assert.match(text, /^longshore_backup_success 1$/m);
    assert.match(text, /^longshore_backup_last_success_timestamp_seconds \d{10}/m);
  }).timeout(180_000);

  it("tell when a verification did not pass, so that the last one that did grows old", async () => {
    await runBackup("verify", { ...tenant.environment.verify, METRICS_URL: url, BACKUP_WITHIN: "0" });
    const [{ text } = { text: "" }] = pushed.splice(0);
    assert.match(text, /^longshore_backup_success 0$/m);
    assert.doesNotMatch(text, /last_success/);
  }).timeout(180_000);

  it("go through a proxy where the environment names one", async () => {
    const environment = {
      ...tenant.environment.prune,
      HTTP_PROXY: url,
      METRICS_URL: "http://pushgateway.observability.svc:9091",
    };
    await runBackup("prune", environment);
    const [{ target } = { target: "" }] = pushed.splice(0);
    assert.match(target, /^POST http:\/\/pushgateway\.observability\.svc:9091\/metrics\/job\/longshore-backup\//);
  }).timeout(180_000);

  it("do not fail a run that nobody takes them from", async () => {
    const { code, stderr } = await runBackup("prune", {
      ...tenant.environment.prune,
      METRICS_URL: "http://127.0.0.1:1",
    });
    assert.equal(code, 0);
    assert.match(stderr, /warning: metrics were not taken/);
  }).timeout(180_000);

  it("are valid in Prometheus' text format: a type and a value for each name, once", () => {
    const result = {
      rows: 5,
      files: 2,
      bytes: 10,
      added: 3,
      taken: "2026-11-01T00:00:00Z",
      checked: ["a"],
      verified: true,
    };
    const text = metricsText({ command: "dump", tenant: "harbor", duration: 1.5, result }, 1_793_000_000);
    const lines = text.trimEnd().split("\n");
    const names = lines.filter((line) => !line.startsWith("#")).map((line) => line.split(" ")[0]);
    assert.equal(new Set(names).size, names.length);
    for (const line of lines)
      assert.match(line, /^(# TYPE longshore_backup_[a-z_]+ gauge|longshore_backup_[a-z_]+ [\d.e+-]+)$/);
  });
});
