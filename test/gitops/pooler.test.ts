/** A tenant's PgBouncer: its settings, who may log in, encryption, and the script that tells it of changed files. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod";
import { removeFolder, temporaryFolder } from "../support/temporary.ts";
import { parseIni } from "./support/ini.ts";
import { at, find, type KubernetesObject, podOf } from "./support/objects.ts";
import { objectsOf, rendering } from "./support/platforms.ts";
import { odooWith } from "./support/tenant.ts";

/**
 * Settings that PgBouncer 1.25 knows, as far as a pooler in a container has a use for them, and those of a database's line
 * (https://www.pgbouncer.org/config.html, read 2026-11). It refuses to start with any other.
 */
const known = {
  pgbouncer: `listen_addr listen_port unix_socket_dir pool_mode max_client_conn default_pool_size min_pool_size
    reserve_pool_size reserve_pool_timeout max_db_connections max_user_connections server_round_robin
    ignore_startup_parameters track_extra_parameters application_name_add_host stats_period max_prepared_statements
    auth_type auth_file log_connections log_disconnections log_pooler_errors log_stats admin_users stats_users
    server_reset_query server_check_delay server_lifetime server_idle_timeout server_connect_timeout server_login_retry
    client_login_timeout client_tls_sslmode client_tls_key_file client_tls_cert_file client_tls_ca_file
    client_tls_protocols server_tls_sslmode server_tls_ca_file server_tls_protocols query_timeout query_wait_timeout
    client_idle_timeout idle_transaction_timeout tcp_keepalive tcp_keepidle tcp_keepintvl`.split(/\s+/),
  database: "dbname host port pool_size reserve_pool_size pool_mode max_db_connections".split(" "),
};

type Ini = ReturnType<typeof parseIni>;

const configMap = z.object({ data: z.record(z.string(), z.string()) });
const dataOf = (objects: readonly KubernetesObject[]) => configMap.parse(find(objects, "ConfigMap", "pooler")).data;

function iniOf(objects: readonly KubernetesObject[], pool: string): Ini {
  const text = dataOf(objects)[`${pool}.ini`];
  assert(text, `no ${pool}.ini`);
  return parseIni(text);
}

/** The connect string of a database, as its parts. */
const lineOf = (ini: Ini, database: string): Readonly<Record<string, string>> =>
  Object.fromEntries((ini.get("databases")?.get(database) ?? "").split(" ").map((part) => part.split("=")));

const production = () => objectsOf("odoo-velmora-nord");
const azure = async () =>
  (await rendering("azure-production")).find(({ application }) => application.metadata.name === "odoo-velmora-sued")
    ?.objects ?? [];
const replica = "replica.example.eu-central-1.rds.amazonaws.com";
const withReplica = () => odooWith({ tenant: { databaseReadHost: replica } });

describe("a tenant's PgBouncer", function () {
  this.timeout(180_000);

  it("has only settings that PgBouncer knows", async () => {
    const all = [...Object.entries(dataOf(await withReplica())), ...Object.entries(dataOf(await azure()))];
    const files = all.filter(([name]) => name.endsWith(".ini"));
    assert.equal(files.length, 5, "transactions, sessions and reads; transactions and sessions");
    for (const [name, text] of files) {
      const ini = parseIni(text);
      assert.deepEqual([...ini.keys()], ["databases", "pgbouncer"]);
      const unknown = [...(ini.get("pgbouncer")?.keys() ?? [])].filter((key) => !known.pgbouncer.includes(key));
      assert.deepEqual(unknown, [], name);
      for (const database of ini.get("databases")?.keys() ?? [])
        assert.deepEqual(
          Object.keys(lineOf(ini, database)).filter((key) => !known.database.includes(key)),
          [],
        );
    }
  });

  it("gives a server's connection to Odoo for a transaction, and to who listens for a session", async () => {
    const ini = iniOf(await production(), "transactions");
    assert.deepEqual([...(ini.get("databases")?.keys() ?? [])], ["velmora_nord", "postgres"], "and no other database");
    assert.equal(lineOf(ini, "velmora_nord").pool_mode, "transaction");
    assert.equal(lineOf(ini, "postgres").pool_mode, "session");
    assert.equal(lineOf(ini, "postgres").dbname, "velmora_nord", "where no other tenant notifies");
    assert(Number(ini.get("pgbouncer")?.get("max_prepared_statements")) > 0);
  });

  it("keeps one session for the job runner, whose lock and LISTEN would be lost otherwise", async () => {
    const objects = await production();
    const ini = iniOf(objects, "sessions");
    assert.equal(lineOf(ini, "velmora_nord").pool_mode, "session");
    const [container] = podOf(find(objects, "Deployment", "odoo-queue"))?.containers ?? [];
    const env = new Map(container?.env.map(({ name, value }) => [name, value]));
    assert.equal(env.get("ODOO_QUEUE_JOB_JOBRUNNER_DB_PORT"), ini.get("pgbouncer")?.get("listen_port"));
    assert.equal(env.get("ODOO_QUEUE_JOB_JOBRUNNER_DB_HOST"), "pooler.tenant-velmora-nord.svc");
  });

  it("opens no more than the tenant's role may, all replicas together", async () => {
    const objects = await production();
    const replicas = Number(at(find(objects, "Deployment", "pooler"), "spec.replicas"));
    const lines = ["transactions", "sessions"].flatMap((pool) => {
      const ini = iniOf(objects, pool);
      return [...(ini.get("databases")?.keys() ?? [])].map((database) => lineOf(ini, database));
    });
    // While passwords are made anew there are two users, and so two pools, for each database.
    const most = lines.reduce((total, line) => total + Number(line.max_db_connections), 0);
    assert(lines.every(({ pool_size, max_db_connections }) => pool_size === max_db_connections));
    assert.equal(replicas, 2);
    const job = (await objectsOf("tenant-velmora-nord")).find(({ kind }) => kind === "Job");
    assert(job);
    const env = podOf(job)?.containers[0]?.env ?? [];
    const role = Number(env.find(({ name }) => name === "OWNER_CONNECTIONS")?.value);
    assert(replicas * most < role, `${replicas * most} of the role's ${role}`);
  });

  it("reads from the replica where the platform has one, on a port of its own", async () => {
    const objects = await withReplica();
    const ini = iniOf(objects, "reads");
    assert.equal(lineOf(ini, "velmora_nord").host, replica);
    const [container] = podOf(find(objects, "Deployment", "odoo-web"))?.containers ?? [];
    const env = new Map(container?.env.map(({ name, value }) => [name, value]));
    assert.equal(env.get("PGHOST_REPLICA"), "pooler.tenant-velmora-nord.svc");
    assert.equal(env.get("PGPORT_REPLICA"), ini.get("pgbouncer")?.get("listen_port"));
    assert(!("reads.ini" in dataOf(await production())), "and none where there is none");
  });

  it("proves who it is to Odoo, and has the server prove who it is", async () => {
    for (const [objects, authority] of [
      [await production(), "/etc/pgbouncer-authorities/database.pem"],
      [await azure(), "/etc/ssl/certs/ca-certificates.crt"],
    ] as const) {
      const settings = iniOf(objects, "transactions").get("pgbouncer");
      assert.equal(settings?.get("client_tls_sslmode"), "require");
      assert.equal(settings?.get("server_tls_sslmode"), "verify-full");
      assert.equal(settings?.get("server_tls_ca_file"), authority);
    }
    const certificate = find(await production(), "Certificate", "pooler");
    assert.deepEqual(at(certificate, "spec.dnsNames"), ["pooler.tenant-velmora-nord.svc"]);
    assert.deepEqual(at(certificate, "spec.issuerRef"), { kind: "ClusterIssuer", name: "internal" });
    const platform = (await rendering("aws-production")).flatMap(({ objects }) => objects);
    assert.equal(
      at(find(platform, "ClusterIssuer", "internal"), "spec.ca.secretName"),
      at(find(platform, "Certificate", "internal-authority"), "spec.secretName"),
    );
  });

  it("gives Odoo the authority without the key", async () => {
    for (const name of ["odoo-web", "odoo-cron", "odoo-queue"]) {
      const volumes = [podOf(find(await production(), "Deployment", name))?.volumes].flat();
      const mounted = volumes.filter((volume) => at(volume, "secret.secretName") === "pooler-tls");
      assert.deepEqual(
        mounted.map((volume) => at(volume, "secret.items")),
        [[{ key: "ca.crt", path: "ca.crt" }]],
        name,
      );
    }
  });

  it("has its users from the secret store, in no ConfigMap", async () => {
    const objects = await production();
    assert.deepEqual(at(find(objects, "ExternalSecret", "pooler-users"), "spec.secretStoreRef"), {
      kind: "SecretStore",
      name: "tenant",
    });
    for (const text of Object.values(dataOf(objects))) assert.doesNotMatch(text, /password *=|username/);
  });

  it("is reached by Odoo alone, and reaches the database alone", async () => {
    const policy = find(await production(), "NetworkPolicy", "pooler");
    const [from] = [at(policy, "spec.ingress")].flat();
    assert.deepEqual(at(from, "from"), [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "odoo" } } }]);
    const egress = [at(policy, "spec.egress")].flat();
    const ports = egress.flatMap((rule) => [at(rule, "ports")].flat().map((port) => at(port, "port")));
    assert.deepEqual(ports, [53, 53, 5432]);
  });

  it("survives the loss of a zone where the tier promises it", async () => {
    const objects = await production();
    const pod = podOf(find(objects, "Deployment", "pooler"));
    const [zone] = [pod?.topologySpreadConstraints].flat();
    assert.equal(at(zone, "topologyKey"), "topology.kubernetes.io/zone");
    assert.equal(at(zone, "whenUnsatisfiable"), "DoNotSchedule");
    assert.equal(at(find(objects, "PodDisruptionBudget", "pooler"), "spec.maxUnavailable"), 1);
  });
});

describe("the script around PgBouncer", function () {
  this.timeout(180_000);

  it("tells it when a file is another one, passes on that it shall leave, and ends with it", async () => {
    const root = temporaryFolder();
    let stop = () => true;
    try {
      for (const folder of ["pgbouncer", "pgbouncer-users", "pgbouncer-tls", "bin"]) mkdirSync(join(root, folder));
      const script = (dataOf(await production())["run.sh"] ?? "")
        .replaceAll("/etc/pgbouncer", `${root}/pgbouncer`)
        // It looks every few seconds.
        .replace(/sleep \d+/, "sleep 0.05");
      writeFileSync(join(root, "pgbouncer", "transactions.ini"), "; settings\n");
      writeFileSync(join(root, "pgbouncer-users", "userlist.txt"), '"odoo" "first"\n');
      writeFileSync(join(root, "pgbouncer-tls", "tls.crt"), "first");
      // In PgBouncer's place, one that says what it is told.
      const fake = [
        "#!/bin/sh",
        'trap "echo reload" HUP',
        'trap "echo leave; exit 7" TERM',
        'echo "started $1"',
        "while :; do sleep 0.05 & wait $!; done",
      ];
      writeFileSync(join(root, "bin", "pgbouncer"), fake.join("\n"));
      chmodSync(join(root, "bin", "pgbouncer"), 0o755);
      const child = spawn("sh", ["-c", script, "run.sh", "transactions"], {
        env: { PATH: `${root}/bin:${process.env.PATH}` },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const exited = once(child, "exit");
      stop = () => child.kill("SIGTERM");
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const next = async () => (await lines.next()).value;
      assert.equal(await next(), `started ${root}/pgbouncer/transactions.ini`);
      for (const [folder, file] of [
        ["pgbouncer-tls", "tls.crt"],
        ["pgbouncer-users", "userlist.txt"],
        ["pgbouncer", "transactions.ini"],
      ] as const) {
        writeFileSync(join(root, folder, file), "another one\n");
        assert.equal(await next(), "reload", file);
      }
      child.kill("SIGTERM");
      assert.equal(await next(), "leave");
      assert.deepEqual(await exited, [7, null]);
    } finally {
      stop();
      removeFolder(root);
    }
  });
});
