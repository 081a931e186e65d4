/** Values that contradict each other, or that no chart knows, stop the rendering with a sentence that says what to do. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { gitops } from "./support/application-sets.ts";
import { type Difference, platformOf } from "./support/facts.ts";
import { helmTemplate } from "./support/helm.ts";

const folder = join(gitops, "platforms", "aws-production", "velmora-nord");
const files = [join(gitops, "rings", "production-1.yaml"), join(folder, "tenant.yaml"), join(folder, "generated.yaml")];

/** Renders a tenant's chart with some values on top. */
function render(chart: "tenant" | "odoo" | "backup", over: object, difference: Difference = {}): Promise<string> {
  const { facts, switches } = platformOf("aws-production", difference);
  const [tenant] = JSON.parse(facts.tenants);
  const values = { facts, switches, tenant, ...over };
  return helmTemplate({ chart: join(gitops, chart), release: chart, namespace: "tenant-velmora-nord", files, values });
}

describe("contradictory values", function () {
  this.timeout(180_000);

  const odoo: readonly (readonly [what: string, over: object, says: RegExp])[] = [
    [
      "facts of another tenant",
      { metadata: { name: "harbor" } },
      /the facts are those of velmora-nord, tenant.yaml is that of harbor/,
    ],
    [
      "another ring than Pulumi knows",
      { spec: { ring: "staging" } },
      /the facts say ring production-1, tenant.yaml says staging; run `pulumi up`/,
    ],
    [
      "an Odoo version that the ring has not",
      { spec: { odoo: { version: "20.0" } } },
      /ring production-1 has no image for Odoo 20.0, only for 19.0/,
    ],
    [
      "fewer pods at most than at least",
      { generated: { web: { replicas: { minimum: 6 } } } },
      /at least 6 web pods and at most 5/,
    ],
    [
      "a soft limit above the hard one",
      { generated: { processMemory: { soft: 3_000_000_000 } } },
      /processMemory.soft must be below processMemory.hard/,
    ],
    [
      "a process limit that is the pod's",
      { generated: { web: { resources: { limits: { memory: "2560Mi" } } } } },
      /must not be the pod's limit/,
    ],
    [
      "a pod that leaves before its requests end",
      { seconds: { request: 200 } },
      /seconds.webLeaves must be above seconds.request \(200\)/,
    ],
    [
      "a pod that leaves before its actions end",
      { seconds: { action: 1000 } },
      /seconds.cronLeaves must be above seconds.action \(1000\)/,
    ],
    [
      "a transaction that waits longer than its request",
      { seconds: { poolWait: 120 } },
      /seconds.poolWait must be below seconds.request \(120\)/,
    ],
    [
      "poolers that open more than the role may",
      { generated: { pooler: { replicas: 3 } } },
      /the poolers open up to \d+ connections, the role has \d+; run `npx longshore tenant generate`/,
    ],
    ["jobs that leave no worker free", { generated: { queue: { jobs: 3 } } }, /3 jobs need more than 3 workers/],
    [
      "background jobs without a session",
      { generated: { pooler: { pools: { sessions: 0 } } } },
      /background jobs need a session; run `npx longshore tenant generate`/,
    ],
    [
      "background jobs without their module",
      { spec: { odoo: { modules: ["stock"] } } },
      /background jobs and the module queue_job belong together/,
    ],
    [
      "own modules of a tenant that has none",
      {
        spec: {
          classification: { customisation: "none" },
          odoo: { addons: `ghcr.io/longshore-platform/longshore/addons@sha256:${"0".repeat(64)}` },
        },
      },
      /spec.classification.customisation must be modules or forked/,
    ],
    [
      "own modules without a digest",
      { spec: { odoo: { addons: "ghcr.io/longshore-platform/longshore/addons:1.0" } } },
      /'\/spec\/odoo\/addons'/,
    ],
    [
      "mail that no module reads",
      { spec: { mail: { host: "smtp.example", port: 587, from: "erp@example.com", credential: "smtp" } } },
      /add it to spec.odoo.modules/,
    ],
    [
      "mail on a port that is not for submission",
      { spec: { mail: { host: "smtp.example", port: 25, from: "erp@example.com", credential: "smtp" } } },
      /'\/spec\/mail\/port'/,
    ],
    ["sessions in a place that nobody knows", { facts: { "cache-isolation": "some" } }, /'\/facts\/cache-isolation'/],
    ["a single worker", { generated: { web: { workers: 1 } } }, /'\/generated\/web\/workers'/],
    [
      "a digest that is none",
      { images: { odoo: { "19.0": { digest: "sha256:abc" } } } },
      /'\/images\/odoo\/19.0\/digest'/,
    ],
    ["a value that nobody reads", { replicas: 3 }, /'replicas'/],
  ];
  for (const [what, over, says] of odoo) {
    it(`stop Odoo: ${what}`, () => assert.rejects(render("odoo", over), says));
  }

  it("let it through without them", async () => {
    await render("odoo", {});
  });

  for (const chart of ["tenant", "odoo", "backup"] as const) {
    it(`stop ${chart} where a fact is missing`, async () => {
      const { facts, switches } = platformOf("aws-production");
      const { "database-port": _, ...rest } = facts;
      const [tenant] = JSON.parse(facts.tenants);
      const values = { facts: rest, switches, tenant };
      await assert.rejects(
        helmTemplate({ chart: join(gitops, chart), release: chart, namespace: "x", files, values }),
        /'\/facts': missing property 'database-port'/,
      );
    });
  }

  it("stop a tenant on a secret store that no chart can read", async () => {
    await assert.rejects(
      render("tenant", {}, { facts: { "secret-store-kind": "vault" } }),
      /'\/facts\/secret-store-kind'/,
    );
  });
});
