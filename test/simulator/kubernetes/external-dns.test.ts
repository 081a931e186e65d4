/** The stand-in for external-dns on a real API server, down to what a resolver hears. */
import assert from "node:assert/strict";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "../../../simulator/dns/external-dns/external-dns.ts";
import { deployments } from "../../../simulator/dns/external-dns/external-dns.ts";
import { services } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { applyManifests, parseManifests } from "../../../simulator/kubernetes/client/apply.ts";
import type { Properties } from "../../../simulator/world.ts";
import { account, type Simulation, simulation } from "./simulation.ts";

const timeoutSeconds = 180;
const domain = "tarquell.example";
const zone = "ZTARQUELL";
const prefix = "external-dns.alpha.kubernetes.io/";
const recordType = "aws:route53/record:Record";

const deployment = (replicas: number) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: external-dns, labels: { app.kubernetes.io/name: external-dns } }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: external-dns } }
  template:
    metadata: { labels: { app: external-dns } }
    spec:
      containers:
        - name: external-dns
          image: registry.k8s.io/external-dns/external-dns:v0.21.0
          args: [--source=service, --source=traefik-proxy, --policy=upsert-only, --registry=txt, --txt-owner-id=tarquell,
            --provider=aws, --annotation-prefix=${prefix}, --domain-filter=${domain}, --zone-id-filter=${zone}]`;
const balancer = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, annotations: { ${prefix}hostname: ${name}.${domain} } }
spec: { type: LoadBalancer, ports: [{ port: 443 }] }`;
const route = `
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: odoo, annotations: { ${prefix}target: ingress.${domain} } }
spec: { routes: [{ kind: Rule, match: "Host(\`odoo.${domain}\`)", services: [{ name: odoo, port: 80 }] }] }`;

describe("external-dns in a cluster", function () {
  this.timeout(400_000);
  const namespace = "external-dns";
  let sim: Simulation;
  before(async () => {
    sim = await simulation();
    sim.put("aws:route53/zone:Zone", zone, { name: domain });
    const arn = `arn:aws:eks:eu-central-1:${account}:cluster/harbor`;
    sim.put("aws:eks/cluster:Cluster", "harbor", { name: "harbor", arn });
    const { modules } = sim.simulator.toolchain;
    const folder = join(modules.traefik, "docs/content/reference/dynamic-configuration");
    const file = join(folder, "kubernetes-crd-definition-v1.yml");
    const definitions = parseManifests(readFileSync(file, "utf8"));
    await applyManifests(
      sim.api,
      definitions.filter(({ metadata }) => metadata.name === "ingressroutes.traefik.io"),
    );
  });

  function giveIdentity(): void {
    const arn = `arn:aws:iam::${account}:role/external-dns`;
    const document = (statement: Properties) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const trust = document({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    });
    const policy = document({
      Effect: "Allow",
      Action: ["route53:ChangeResourceRecordSets"],
      Resource: `arn:aws:route53:::hostedzone/${zone}`,
      Condition: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["A", "AAAA", "CNAME", "TXT"] },
      },
    });
    sim.put("aws:iam/role:Role", "external-dns", { name: "external-dns", arn, assumeRolePolicy: trust });
    sim.put("aws:iam/rolePolicy:RolePolicy", "external-dns:own", { role: "external-dns", name: "own", policy });
    const association = { clusterName: "harbor", namespace, serviceAccount: "default", roleArn: arn };
    sim.put("aws:eks/podIdentityAssociation:PodIdentityAssociation", "a-dns", association);
  }

  /** Resolves when a record of this name and type stands in the World. */
  async function recorded(name: string, type: string): Promise<void> {
    const { world } = sim.simulator;
    const id = `${zone}_${name}.${domain}_${type}`;
    while (!world.find(recordType, id)) await once(world, "put");
  }
  const records = () => sim.simulator.world.all(recordType).filter(({ inputs }) => inputs.zoneId === zone);
  const served = (name: string) =>
    waitFor(sim.api, {
      resource: services,
      selection: { namespace, fields: `metadata.name=${name}` },
      timeoutSeconds,
      what: "a load balancer",
      until: ([service]) => service?.status?.loadBalancer?.ingress?.[0]?.hostname,
    });
  const ready = (replicas: number) =>
    waitFor<Deployment, true>(sim.api, {
      resource: deployments,
      selection: { namespace },
      timeoutSeconds,
      what: `${replicas} ready pods`,
      until: ([found]) => (found?.status?.readyReplicas ?? 0) === replicas || undefined,
    });

  it("writes nothing that its identity may not write", async () => {
    await sim.apply(namespace, [balancer("ingress"), route, deployment(1)].join("\n---"));
    await Promise.all([served("ingress"), ready(1)]);
    assert.deepEqual(records(), []);
  });

  it("writes the names of load balancers and routes, which a resolver then finds", async () => {
    giveIdentity();
    // The next change brings it to look again.
    await sim.apply(namespace, balancer("second"));
    await Promise.all([recorded("odoo", "CNAME"), recorded("cname-odoo", "TXT"), recorded("second", "A")]);
    const resolver = new Resolver();
    const { dns } = sim.simulator.internet;
    resolver.setServers([`${dns.address}:${dns.port}`]);
    assert.deepEqual(await resolver.resolve4(`odoo.${domain}`), [
      sim.simulator.world.addressOf(await served("ingress")),
    ]);
    const [[heritage] = []] = await resolver.resolveTxt(`cname-odoo.${domain}`);
    assert.equal(
      heritage,
      `heritage=external-dns,external-dns/owner=tarquell,external-dns/resource=ingressroute/${namespace}/odoo`,
    );
  });

  it("rests as long as it has no ready pod", async () => {
    await sim.apply(namespace, deployment(0));
    await ready(0);
    const before = records().length;
    await sim.apply(namespace, balancer("third"));
    await served("third");
    assert.equal(records().length, before);
    await sim.apply(namespace, deployment(1));
    await recorded("third", "A");
  });
});
