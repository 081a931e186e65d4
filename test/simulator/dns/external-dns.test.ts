/** What external-dns would write, by its arguments, the cluster's objects and the zones alone. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { endpointsOf, type Objects } from "../../../simulator/dns/external-dns/endpoints.ts";
import { planOf } from "../../../simulator/dns/external-dns/plan.ts";
import { settingsOf } from "../../../simulator/dns/external-dns/settings.ts";
import type { RecordSet, Zone } from "../../../simulator/dns/records.ts";
import { workTree } from "../../../simulator/paths.ts";

const domain = "harbor.example";
const prefix = "external-dns.alpha.kubernetes.io/";
const balancer = "k8s-traefik.elb.eu-central-1.amazonaws.com";
const args = [
  "--log-level=info",
  "--events",
  "--source=service",
  "--source=traefik-proxy",
  "--policy=upsert-only",
  "--registry=txt",
  "--txt-owner-id=aws-national",
  `--domain-filter=${domain}`,
  `--annotation-prefix=${prefix}`,
  "--provider=aws",
  "--zone-id-filter=Z1",
];
const settings = settingsOf(args);

const traefik = (target: { hostname: string } | { ip: string }): Objects["services"][number] => ({
  metadata: { name: "traefik", namespace: "traefik", annotations: { [`${prefix}hostname`]: `ingress.${domain}` } },
  spec: { type: "LoadBalancer" },
  status: { loadBalancer: { ingress: [target] } },
});
const route = (name: string, match: string): Objects["routes"][number] => ({
  metadata: { name, namespace: "tenant-tarquell", annotations: { [`${prefix}target`]: `ingress.${domain}` } },
  spec: { routes: [{ match }] },
});
const objects: Objects = {
  services: [traefik({ hostname: balancer })],
  routes: [
    route("odoo", `Host(\`odoo.${domain}\`) && PathPrefix(\`/web\`)`),
    route("integration", `Host(\`odoo.${domain}\`)`),
    route("abroad", "Host(`odoo.tarquell.test`)"),
  ],
};
const zone = (id: string, ...records: readonly RecordSet[]): Zone => ({
  id,
  account: "123456789012",
  domain,
  nameServers: [],
  records,
});
const heritage = (owner: string, resource: string) =>
  `heritage=external-dns,external-dns/owner=${owner},external-dns/resource=${resource}`;
const plan = (zones: readonly Zone[], from = objects, by = settings) => planOf(endpointsOf(from, by), zones, by);
const names = (zones: readonly Zone[], from = objects, by = settings) =>
  plan(zones, from, by).changes.map(({ set }) => `${set.type} ${set.name}`);

/** The zone after a plan was carried out. */
function carriedOut(before: Zone, from = objects, by = settings): Zone {
  const { changes } = plan([before], from, by);
  const kept = before.records.filter(
    (record) => !changes.some(({ set }) => set.name === record.name && set.type === record.type),
  );
  return { ...before, records: [...kept, ...changes.map(({ set }) => set)] };
}

describe("external-dns' plan", () => {
  it("makes the platform's name an alias of the load balancer and tenants' names aliases of it, with their owner", () => {
    const { changes, conflicts } = plan([zone("Z1")]);
    assert.deepEqual(conflicts, []);
    const resource = "service/traefik/traefik";
    const [alias, owner] = changes.map(({ set }) => set);
    assert.deepEqual(alias, { name: `ingress.${domain}`, type: "A", ttl: 300, values: [], alias: balancer });
    assert.deepEqual(owner, {
      name: `a-ingress.${domain}`,
      type: "TXT",
      ttl: 300,
      values: [heritage("aws-national", resource)],
    });
    assert.deepEqual(names([zone("Z1")]).slice(2), [
      `AAAA ingress.${domain}`,
      `TXT aaaa-ingress.${domain}`,
      `CNAME odoo.${domain}`,
      `TXT cname-odoo.${domain}`,
    ]);
  });

  it("has nothing to do when that is done", () => {
    assert.deepEqual(names([carriedOut(zone("Z1"))]), []);
  });

  it("writes into no zone but the one that it is told", () => {
    assert.deepEqual(names([zone("Z2")]), []);
  });

  it("takes over what another cluster with the same owner wrote", () => {
    const before = carriedOut(zone("Z1"));
    const elsewhere = "k8s-traefik.elb.eu-west-1.amazonaws.com";
    const { changes, conflicts } = plan([before], { ...objects, services: [traefik({ hostname: elsewhere })] });
    assert.deepEqual(conflicts, []);
    assert.deepEqual(
      changes.map(({ set }) => [set.type, set.alias]),
      [
        ["A", elsewhere],
        ["AAAA", elsewhere],
      ],
    );
  });

  it("takes over from the owner that it is told of, which leaves the records alone afterwards", () => {
    const elsewhere = { ...objects, services: [traefik({ hostname: "k8s-traefik.elb.eu-west-1.amazonaws.com" })] };
    const promoted = [...args, "--migrate-from-txt-owner=aws-national"].map((arg) =>
      arg.replace("txt-owner-id=aws-national", "txt-owner-id=aws-recovery"),
    );
    const after = carriedOut(carriedOut(zone("Z1")), elsewhere, settingsOf(promoted));
    const returning = plan([after]);
    assert.deepEqual(returning.changes, []);
    assert.match(returning.conflicts[0] ?? "", /belongs to aws-recovery, not to aws-national/);
  });

  it("leaves alone what belongs to another owner, or to nobody", () => {
    const strange = settingsOf(args.map((arg) => arg.replace("aws-national", "aws-production")));
    const before = carriedOut(zone("Z1"), { ...objects, routes: [] }, strange);
    const byHand: RecordSet = { name: `odoo.${domain}`, type: "CNAME", ttl: 60, values: ["somewhere.example"] };
    const { changes, conflicts } = plan([{ ...before, records: [...before.records, byHand] }]);
    assert.deepEqual(changes, []);
    assert.deepEqual(conflicts, [
      `ingress.${domain}: its A record belongs to aws-production, not to aws-national`,
      `odoo.${domain}: its CNAME record belongs to nobody, not to aws-national`,
    ]);
  });

  it("does not take a record of another type away, as upsert-only says", () => {
    const before = carriedOut(zone("Z1"), {
      services: [traefik({ hostname: "traefik.elsewhere.example" })],
      routes: [],
    });
    const { conflicts } = plan([before], { ...objects, routes: [] });
    assert.deepEqual(conflicts, [
      `ingress.${domain}: it has a record of the type CNAME, which upsert-only does not take away`,
    ]);
  });

  it("writes plain addresses on Azure", () => {
    const azure = settingsOf([...args.filter((arg) => !arg.startsWith("--provider")), "--provider=azure"]);
    assert.deepEqual(names([zone("Z1")], { services: [traefik({ ip: "20.1.2.3" })], routes: [] }, azure), [
      `A ingress.${domain}`,
      `TXT a-ingress.${domain}`,
    ]);
  });

  it("knows what the platform's own values ask of it, and says what it does not know", () => {
    const values = z
      .looseObject({
        sources: z.array(z.string()),
        policy: z.string(),
        registry: z.string(),
        annotationPrefix: z.string(),
      })
      .parse(parse(readFileSync(join(workTree, "gitops", "platform", "external-dns", "values.yaml"), "utf8")));
    const own = [
      ...values.sources.map((source) => `--source=${source}`),
      `--policy=${values.policy}`,
      `--registry=${values.registry}`,
      `--annotation-prefix=${values.annotationPrefix}`,
      "--provider=aws",
    ];
    assert.equal(settingsOf(own).dryRun, false);
    assert.equal(settingsOf([...own, "--dry-run"]).dryRun, true);
    assert.throws(() => settingsOf(own.map((arg) => arg.replace("upsert-only", "sync"))), /policy/);
  });
});
