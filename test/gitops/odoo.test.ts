/** One tenant's Odoo as it is rendered: configuration, secrets, routes, stopping, and what a recovery platform leaves off. */
import assert from "node:assert/strict";
import * as z from "zod";
import type { Difference } from "./support/facts.ts";
import { parseIni } from "./support/ini.ts";
import { at, find, podOf } from "./support/objects.ts";
import { objectsOf } from "./support/platforms.ts";

const name = "odoo-velmora-nord";

const configMap = z.object({ data: z.object({ "odoo.conf": z.string() }) });

/** `odoo.conf`: values by section and option. */
async function configuration(difference?: Difference): Promise<ReadonlyMap<string, string>> {
  const found = find(await objectsOf(name, difference), "ConfigMap", "odoo");
  const sections = parseIni(configMap.parse(found).data["odoo.conf"]);
  return new Map(
    [...sections].flatMap(([section, options]) =>
      [...options].map(([option, value]) => [`${section}.${option}`, value] as const),
    ),
  );
}

async function pod(deployment: "odoo-web" | "odoo-cron") {
  const found = podOf(find(await objectsOf(name), "Deployment", deployment));
  const container = found?.containers[0];
  assert(found && container);
  return { pod: found, container };
}

describe("Odoo", function () {
  this.timeout(180_000);

  it("overrides every default that hurts (Odoo facts, configuration)", async () => {
    const options = await configuration();
    assert.equal(options.get("options.list_db"), "False");
    assert.equal(options.get("options.dbfilter"), "^velmora_nord$");
    assert.equal(options.get("options.db_name"), "velmora_nord");
    assert.equal(options.get("options.proxy_mode"), "True");
    assert.equal(options.get("options.http_interface"), "0.0.0.0");
    assert(Number(options.get("options.workers")) > 0, "threads instead of processes");
    assert(Number(options.get("options.db_maxconn")) < 64, "64 connections for each process");
    assert(Number(options.get("options.limit_memory_soft")) < Number(options.get("options.limit_memory_hard")));
  });

  it("keeps files in the object store, at the tenant's own path", async () => {
    const options = await configuration();
    assert.equal(options.get("fs_storage.files.protocol"), "s3");
    assert.equal(options.get("fs_storage.files.directory_path"), "longshore-production-files/tenants/velmora-nord");
  });

  it("has no secret in its configuration file", async () => {
    for (const [option] of await configuration()) assert.doesNotMatch(option, /passw|secret|token|_key$/i);
  });

  it("gets its secrets from the tenant's own store, the log-ins with the variables that Odoo 19 reads", async () => {
    const secret = find(await objectsOf(name), "ExternalSecret", "odoo-2026-11-01");
    assert.deepEqual(at(secret, "spec.secretStoreRef"), { kind: "SecretStore", name: "tenant" });
    const given = Object.keys(Object(at(secret, "spec.target.template.data")));
    assert.deepEqual(given, ["PGUSER", "PGPASSWORD", "ODOO_ADMIN_PASSWD", "ODOO_SESSION_REDIS_URL"]);
    for (const deployment of ["odoo-web", "odoo-cron"] as const)
      assert.equal((await pod(deployment)).container.envFrom[0]?.secretRef?.name, "odoo-2026-11-01");
  });

  it("talks to a database only that proves who it is", async () => {
    const { container } = await pod("odoo-web");
    assert.equal(container.env.find((each) => each.name === "PGSSLMODE")?.value, "verify-full");
    const value = (name: string) => container.env.find((each) => each.name === name)?.value;
    assert.equal(value("PGSSLROOTCERT"), "/etc/odoo-authority/ca.crt");
    assert.equal(
      value("PGHOST"),
      "pooler.tenant-velmora-nord.svc",
      "its own PgBouncer, by the name in its certificate",
    );
  });

  it("keeps sessions in the cache where that isolates tenants, else in the database", async () => {
    assert.match((await configuration()).get("options.server_wide_modules") ?? "", /session_redis/);
    const none = { facts: { "cache-isolation": "none" } };
    assert.match((await configuration(none)).get("options.server_wide_modules") ?? "", /session_db/);
    const secret = find(await objectsOf(name, none), "ExternalSecret", "odoo-2026-11-01");
    const given = Object.keys(Object(at(secret, "spec.target.template.data")));
    assert.deepEqual(given, ["PGUSER", "PGPASSWORD", "ODOO_ADMIN_PASSWD", "SESSION_DB_URI"]);
  });

  it("runs scheduled actions in one pod of their own and in no web pod", async () => {
    assert.deepEqual((await pod("odoo-web")).container.args, ["odoo", "--max-cron-threads=0"]);
    assert((await pod("odoo-cron")).container.args.includes("--no-http"));
    assert.equal(at(find(await objectsOf(name), "Deployment", "odoo-cron"), "spec.replicas"), 1);
  });

  it("leaves the number of web pods to the scaler", async () => {
    const objects = await objectsOf(name);
    assert.equal(at(find(objects, "Deployment", "odoo-web"), "spec.replicas"), undefined);
    assert.equal(at(find(objects, "HorizontalPodAutoscaler", "odoo-web"), "spec.minReplicas"), 2);
  });

  it("stops gracefully: longer than the longest request, after Traefik had time to notice", async () => {
    const { pod: web, container } = await pod("odoo-web");
    const longest = Number((await configuration()).get("options.limit_time_real"));
    assert(Number(web.terminationGracePeriodSeconds) > longest);
    assert(Number(at(container, "lifecycle.preStop.sleep.seconds")) > 0);
    const { pod: cron } = await pod("odoo-cron");
    assert(
      Number(cron.terminationGracePeriodSeconds) > Number((await configuration()).get("options.limit_time_real_cron")),
    );
  });

  it("asks about the database for readiness only: a restart would not bring it back", async () => {
    const { container } = await pod("odoo-web");
    assert.equal(at(container, "livenessProbe.httpGet.path"), "/web/health");
    assert.equal(at(container, "readinessProbe.httpGet.path"), "/web/health?db_server_status=1");
    assert.equal(at(container, "startupProbe.httpGet.path"), "/web/health");
  });

  it("is spread over zones", async () => {
    const { pod: web } = await pod("odoo-web");
    const spread = [web.topologySpreadConstraints]
      .flat()
      .map((each) => [at(each, "topologyKey"), at(each, "whenUnsatisfiable")]);
    assert.deepEqual(spread, [
      ["topology.kubernetes.io/zone", "DoNotSchedule"],
      ["kubernetes.io/hostname", "ScheduleAnyway"],
    ]);
  });

  it("routes its own hostname only, and what is closed before anything else", async () => {
    const routes = [at(find(await objectsOf(name), "IngressRoute", "odoo"), "spec.routes")].flat();
    const priorities = routes.map((route) => Number(at(route, "priority")));
    assert.deepEqual(
      priorities,
      [...priorities].sort((a, b) => b - a),
      "what is closed comes first",
    );
    assert(routes.every((route) => String(at(route, "match")).startsWith("Host(`nord.velmora.example`)")));
  });

  it("lets pods out to their PgBouncer, the internet and nothing else inside", async () => {
    const egress = [at(find(await objectsOf(name), "NetworkPolicy", "odoo-out"), "spec.egress")].flat();
    const outside = egress.find((rule) => JSON.stringify(rule).includes("0.0.0.0/0"));
    assert.deepEqual(at(outside, "to"), [
      { ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"] } },
    ]);
    const ranges = ["10.40.204.0/22", "10.40.208.0/22", "10.40.212.0/22"].map((cidr) => ({ ipBlock: { cidr } }));
    const toPlane = egress.filter((rule) => JSON.stringify(rule).includes("10.40."));
    assert.deepEqual(toPlane, [{ ports: [{ port: 6379, protocol: "TCP" }], to: ranges }], "the cache alone");
    const toPooler = egress.find((rule) => JSON.stringify(rule).includes("pooler"));
    assert.deepEqual(at(toPooler, "to"), [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "pooler" } } }]);
  });

  it("is at rest on a platform that waits for its primary", async () => {
    const objects = await objectsOf(name, { role: "recovery" });
    for (const deployment of ["odoo-web", "odoo-cron", "odoo-queue", "pooler"])
      assert.equal(at(find(objects, "Deployment", deployment), "spec.replicas"), 0, deployment);
    assert(!objects.some(({ kind }) => kind === "HorizontalPodAutoscaler"), "a scaler would wake it");
  });
});
