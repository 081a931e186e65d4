/** Sizing: the rules of thumb hold for every tenant that the schema allows. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { sizeTenant } from "../../stacks/sizing/sizing.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { tenantWith } from "./tenants.ts";

const tiers = ["restore", "high-availability", "cross-region"] as const;

/** Any number of users that `tenant.yaml` may say, on any tier. */
const anyTenant: fc.Arbitrary<Tenant> = fc
  .record({
    named: fc.integer({ min: 1, max: 5000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    tier: fc.constantFrom(...tiers),
    queue: fc.boolean(),
  })
  .map(({ named, share, tier, queue }) => {
    const concurrent = Math.min(2000, Math.max(1, Math.floor(named * share)));
    const odoo = { version: "19.0", modules: queue ? ["stock", "queue_job"] : ["stock"] };
    return tenantWith({ users: { named, concurrent }, tier, odoo });
  });

const holds = (property: (sizing: ReturnType<typeof sizeTenant>, tenant: Tenant) => void) =>
  fc.assert(fc.property(anyTenant, (tenant) => property(sizeTenant(tenant), tenant)));

/** Millicores, MiB or GiB. */
const amount = (text: string) => Number.parseInt(text, 10);

describe("sizing", () => {
  it("gives the sample tenant what Odoo's rules of thumb say", () => {
    const { web, cron, queue, pooler, connections } = sizeTenant(
      tenantWith({
        users: { named: 140, concurrent: 60 },
        tier: "high-availability",
        odoo: { version: "19.0", modules: ["stock", "queue_job"] },
      }),
    );
    // 60 users / 6 = 10 workers on two pods; 140 / 6 = 24 workers on five.
    assert.equal(web.workers, 5);
    assert.deepEqual(web.replicas, { minimum: 2, maximum: 5 });
    // 5 = 2 × CPU + 1.
    assert.equal(web.resources.requests.cpu, "2000m");
    // 6 processes × (0.8 × 150 + 0.2 × 1024) + 150 + 256 for a PDF = 2354.8, in steps of 64.
    assert.equal(web.resources.requests.memory, "2368Mi");
    assert.equal(cron.threads, 2);
    // 60 users / 30 = 2 jobs side by side, and a worker that stays free.
    assert.deepEqual([queue?.jobs, queue?.workers], [2, 3]);
    // 5 pods and 2 of a next version, 5 workers each, 2 for cron, 3 for jobs: 40 × 2 in a transaction, 2 for each websocket.
    assert.equal(pooler.replicas, 2);
    assert.deepEqual(pooler.pools, { transactions: 47, listeners: 13, sessions: 2, reads: 24 });
    // 40 × 4 + 7 × 16 + 2.
    assert.equal(pooler.clients, 274);
    // 2 × (47 + 13 + 2) + 8 past the poolers.
    assert.equal(connections.role, 132);
  });

  it("serves all named users when it is scaled out", () =>
    holds(({ web }, { spec }) => assert(web.workers * web.replicas.maximum * 6 >= spec.users.named)));

  it("always has room to scale, and never fewer pods than its tier needs", () =>
    holds(({ web: { replicas } }, { spec }) => {
      assert(replicas.maximum > replicas.minimum);
      assert(replicas.minimum >= tiers.indexOf(spec.tier) + 1);
    }));

  it("serves the users of an ordinary day without being scaled", () =>
    holds(({ web }, { spec }) => assert(web.workers * web.replicas.minimum * 6 >= spec.users.concurrent)));

  it("keeps a pod between two and nine workers", () =>
    holds(({ web }) => assert(web.workers >= 2 && web.workers <= 9)));

  it("puts limits above requests, and no process limit on a pod", () =>
    holds(({ web, cron, processMemory }) => {
      for (const { requests, limits } of [web.resources, cron.resources]) {
        assert(amount(limits.memory) > amount(requests.memory));
        assert(amount(limits.cpu) > amount(requests.cpu));
        assert.notEqual(amount(limits.memory) * 1024 ** 2, processMemory.hard);
      }
      assert(processMemory.soft < processMemory.hard);
    }));

  it("never lets all poolers together open more than the role may, and leaves room for an upgrade past them", () =>
    holds(({ pooler: { replicas, pools }, connections }) => {
      const { transactions, listeners, sessions } = pools;
      assert(replicas * (transactions + listeners + sessions) < connections.role);
    }));

  it("gives each process two transactions with all poolers, and one with a single one", () =>
    holds(({ web, cron, queue, pooler: { replicas, pools } }) => {
      const processes =
        (web.replicas.maximum + web.replicas.minimum) * web.workers + cron.threads + (queue?.workers ?? 0);
      assert(replicas * pools.transactions >= 2 * processes);
      assert(pools.transactions >= processes);
    }));

  it("lets one pooler take every connection that Odoo may open, and all who listen", () =>
    holds(({ web, cron, queue, pooler, connections: { worker, websocket } }) => {
      const pods = web.replicas.maximum + web.replicas.minimum;
      const workers = pods * web.workers + cron.threads + (queue?.workers ?? 0);
      assert(pooler.clients >= workers * worker + pods * websocket);
      assert(pooler.pools.listeners > pods + cron.threads);
    }));

  it("opens far fewer connections to the server than Odoo holds, as soon as there are users to speak of", () =>
    holds(({ pooler, connections }, { spec }) => {
      if (spec.users.named >= 100) assert(connections.role < pooler.clients);
    }));

  it("runs two poolers where a tier promises to survive a node", () =>
    holds(({ pooler }, { spec }) => assert.equal(pooler.replicas, spec.tier === "restore" ? 1 : 2)));

  it("has background jobs only with their module, and a worker that stays free beside them", () =>
    holds(({ queue, pooler }, { spec }) => {
      assert.equal(queue !== undefined, spec.odoo.modules.includes("queue_job"));
      assert.equal(pooler.pools.sessions > 0, queue !== undefined);
      if (queue) assert.equal(queue.workers, queue.jobs + 1);
    }));

  it("has a quota in which all of it fits, while it rolls and backs up", () =>
    holds(({ web, cron, queue, pooler, backup, quota }) => {
      const pods = web.replicas.maximum + web.replicas.minimum;
      for (const kind of ["requests", "limits"] as const) {
        for (const what of ["cpu", "memory"] as const) {
          const needed =
            pods * amount(web.resources[kind][what]) +
            amount(cron.resources[kind][what]) +
            (queue ? amount(queue.resources[kind][what]) : 0) +
            (pooler.replicas + 1) * 3 * amount(pooler.resources[kind][what]) +
            3 * amount(backup.resources[kind][what]);
          assert(amount(quota[kind][what]) >= needed, `${kind}.${what}`);
        }
      }
      assert(quota.pods >= pods + 1 + (queue ? 1 : 0) + pooler.replicas + 1 + 3);
    }));

  it("gives scratch a volume of its own as soon as two would not fit beside each other on a node of 80 GiB", () =>
    holds(({ backup: { scratch } }) => assert.equal(scratch.volume, amount(scratch.size) * 2 > 80)));

  it("has no fewer workers, jobs and scheduled actions when there are more users", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1999 }), fc.constantFrom(...tiers), (concurrent, tier) => {
        const odoo = { version: "19.0", modules: ["queue_job"] };
        const sized = (users: number) =>
          sizeTenant(tenantWith({ users: { named: 2000, concurrent: users }, tier, odoo }));
        const [less, more] = [sized(concurrent), sized(concurrent + 1)];
        assert(more.web.workers * more.web.replicas.minimum >= less.web.workers * less.web.replicas.minimum);
        assert(Number(more.queue?.jobs) >= Number(less.queue?.jobs));
        assert(more.cron.threads >= less.cron.threads);
      }),
    ));
});
