/** What a tenant's Odoo does beside web pages: background jobs, PDFs, outgoing mail, modules of its own. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { workTree } from "../../simulator/paths.ts";
import { parseIni } from "./support/ini.ts";
import { at, find, type KubernetesObject, podOf } from "./support/objects.ts";
import { objectsOf } from "./support/platforms.ts";
import { odooWith } from "./support/tenant.ts";

const configMap = z.object({ data: z.object({ "odoo.conf": z.string() }) });

const production = () => objectsOf("odoo-velmora-nord");
const deployments = ["odoo-web", "odoo-cron", "odoo-queue"];

function containerOf(objects: readonly KubernetesObject[], deployment: string) {
  const pod = podOf(find(objects, "Deployment", deployment));
  const container = pod?.containers[0];
  assert(pod && container);
  const env = new Map(container.env.map(({ name, value }) => [name, value]));
  return { pod, container, env, volumes: [pod.volumes].flat() };
}

const optionsOf = (objects: readonly KubernetesObject[]) =>
  parseIni(configMap.parse(find(objects, "ConfigMap", "odoo")).data["odoo.conf"]);

describe("background jobs", function () {
  this.timeout(180_000);

  it("run in a pod of their own, which alone loads their runner and asks its own workers", async () => {
    const objects = await production();
    const { container, env } = containerOf(objects, "odoo-queue");
    const args = z.array(z.string()).parse(container.args);
    assert(args.includes("--max-cron-threads=0"));
    const load = args.find((each) => each.startsWith("--load="));
    const everywhere = optionsOf(objects).get("options")?.get("server_wide_modules");
    assert.equal(load, `--load=${everywhere},queue_job`);
    assert.equal(env.get("ODOO_QUEUE_JOB_HOST"), "127.0.0.1");
    for (const other of ["odoo-web", "odoo-cron"])
      assert.doesNotMatch(JSON.stringify(containerOf(objects, other).container.args), /queue_job/, other);
  });

  it("leave a worker free, and have as long as a scheduled action", async () => {
    const objects = await production();
    const { pod, container, env } = containerOf(objects, "odoo-queue");
    const args = z.array(z.string()).parse(container.args);
    const number = (option: string) => Number(args.find((each) => each.startsWith(option))?.split("=")[1]);
    const [, jobs] = (env.get("ODOO_QUEUE_JOB_CHANNELS") ?? "").split(":");
    assert(Number(jobs) >= 1 && number("--workers") > Number(jobs));
    const action = Number(optionsOf(objects).get("options")?.get("limit_time_real_cron"));
    assert.equal(number("--limit-time-real"), action);
    assert(Number(pod.terminationGracePeriodSeconds) > action);
  });

  it("are not there for a tenant without their module", async () => {
    const objects = await odooWith({ spec: { odoo: { modules: ["stock"] } }, without: "queue" });
    assert(!objects.some(({ metadata }) => metadata.name === "odoo-queue"));
    const ports = [at(find(objects, "Service", "pooler"), "spec.ports")].flat().map((port) => at(port, "port"));
    assert.deepEqual(ports, [5432], "no PgBouncer for their session either");
  });
});

describe("PDF reports", function () {
  this.timeout(180_000);

  it("get style sheets and pictures from the tenant's own service, which lets them in", async () => {
    const addon = join(workTree, "images", "odoo", "addons", "longshore_reports", "data", "report_url.xml");
    const [, url = ""] = /<field name="value">(.+)<\/field>/.exec(readFileSync(addon, "utf8")) ?? [];
    const { hostname, port } = new URL(url);
    const objects = await production();
    const ports = [at(find(objects, "Service", hostname), "spec.ports")].flat();
    assert(ports.some((each) => at(each, "port") === Number(port)));
    const [into] = [at(find(objects, "NetworkPolicy", "odoo-from-reports"), "spec.ingress")].flat();
    assert.deepEqual(at(into, "from"), [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "odoo" } } }]);
    const out = [at(find(objects, "NetworkPolicy", "odoo-out"), "spec.egress")].flat();
    assert(
      out.some((rule) => JSON.stringify(rule).includes('"app.kubernetes.io/component":"web"')),
      "and out to it",
    );
  });
});

describe("outgoing mail", function () {
  this.timeout(180_000);
  const mailWith = (port: number) =>
    odooWith({
      spec: {
        odoo: { modules: ["stock", "queue_job", "longshore_mail"] },
        mail: { host: "smtp.velmora.example", port, from: "erp@velmora.example", credential: "smtp" },
      },
    });

  it("is encrypted to a server that proves who it is, on both ports", async () => {
    for (const [port, encryption] of [
      [465, "ssl_strict"],
      [587, "starttls_strict"],
    ] as const) {
      const server = optionsOf(await mailWith(port)).get("outgoing_mail.tenant");
      assert.equal(server?.get("smtp_host"), "smtp.velmora.example");
      assert.equal(server?.get("smtp_port"), String(port));
      assert.equal(server?.get("smtp_encryption"), encryption);
    }
  });

  it("applies to the record that the module makes, under the name that the section has", () => {
    const addon = join(workTree, "images", "odoo", "addons", "longshore_mail", "data", "mail_server.xml");
    assert.match(readFileSync(addon, "utf8"), /model="ir.mail_server">\s*<field name="name">tenant<\/field>/);
  });

  it("has its log-in from the secret store, in the section that the module reads, and never in the configuration", async () => {
    const objects = await mailWith(587);
    const secret = find(objects, "ExternalSecret", "odoo-mail");
    const template = String(at(secret, "spec.target.template.data.SERVER_ENV_CONFIG_SECRET"));
    assert.match(template, /^\[outgoing_mail\.tenant\]\nsmtp_user = \{\{ .+ \}\}\nsmtp_pass = \{\{ .+ \}\}\n$/);
    const keys = [at(secret, "spec.data")].flat().map((each) => at(each, "remoteRef.key"));
    assert.deepEqual(new Set(keys), new Set(["longshore-production/tenants/velmora-nord/smtp"]));
    assert.doesNotMatch(configMap.parse(find(objects, "ConfigMap", "odoo")).data["odoo.conf"], /smtp_(user|pass)/);
  });

  it("does not hold up Odoo where its password is missing", async () => {
    const objects = await mailWith(587);
    for (const deployment of deployments) {
      const [, mail] = containerOf(objects, deployment).container.envFrom;
      assert.deepEqual(mail?.secretRef, { name: "odoo-mail", optional: true }, deployment);
    }
  });

  it("opens its own port, and none for a tenant without it", async () => {
    const open = (objects: readonly KubernetesObject[]) =>
      JSON.stringify(at(find(objects, "NetworkPolicy", "odoo-out"), "spec.egress"));
    assert.match(open(await mailWith(465)), /"port":465/);
    assert.doesNotMatch(open(await production()), /"port":(25|465|587)\b/);
  });
});

describe("a tenant's own modules", function () {
  this.timeout(180_000);
  const image = `ghcr.io/longshore-platform/longshore/addons-velmora@sha256:${"a".repeat(64)}`;

  it("are mounted read-only in every pod of Odoo, after the platform's", async () => {
    const objects = await odooWith({ spec: { odoo: { addons: image } } });
    for (const deployment of deployments) {
      const { container, env, volumes } = containerOf(objects, deployment);
      const volume = volumes.find((each) => at(each, "image") !== undefined);
      assert.deepEqual(at(volume, "image"), { reference: image, pullPolicy: "IfNotPresent" });
      const mount = [container.volumeMounts].flat().find((each) => at(each, "name") === at(volume, "name"));
      assert.equal(at(mount, "mountPath"), "/mnt/tenant-addons");
      assert.equal(at(mount, "readOnly"), true);
      assert.equal(env.get("ODOO_ADDONS_PATH"), "/opt/longshore/addons,/mnt/tenant-addons");
    }
  });

  it("come through the image mirror where there is one", async () => {
    const objects = await odooWith(
      { spec: { odoo: { addons: image } } },
      { facts: { "image-mirror": "registry.velmora.example/mirror" } },
    );
    assert.match(
      JSON.stringify(find(objects, "Deployment", "odoo-web")),
      /registry\.velmora\.example\/mirror\/ghcr\.io/,
    );
  });
});
