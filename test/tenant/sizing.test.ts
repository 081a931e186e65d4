/** Sizing: the rules of thumb hold for every tenant that the schema allows. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { sizeTenant } from "../../operations/tenant/sizing.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { tenantWith } from "./tenants.ts";

const tiers = ["restore", "high-availability", "cross-region"] as const;

/** Any number of users that `tenant.yaml` may say, on any tier. */
const anyTenant: fc.Arbitrary<Tenant> = fc
  .record({
    named: fc.integer({ min: 1, max: 5000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    tier: fc.constantFrom(...tiers),
  })
  .map(({ named, share, tier }) => {
    const concurrent = Math.min(2000, Math.max(1, Math.floor(named * share)));
    return tenantWith({ users: { named, concurrent }, tier });
  });

const holds = (property: (sizing: ReturnType<typeof sizeTenant>, tenant: Tenant) => void) =>
  fc.assert(fc.property(anyTenant, (tenant) => property(sizeTenant(tenant), tenant)));

/** Millicores, MiB or GiB. */
const amount = (text: string) => Number.parseInt(text, 10);

describe("sizing", () => {
  it("gives the sample tenant what Odoo's rules of thumb say", () => {
    const { web, cron, connections } = sizeTenant(
      tenantWith({ users: { named: 140, concurrent: 60 }, tier: "high-availability" }),
    );
    // 60 users / 6 = 10 workers on two pods; 140 / 6 = 24 workers on five.
    assert.equal(web.workers, 5);
    assert.deepEqual(web.replicas, { minimum: 2, maximum: 5 });
    // 5 = 2 × CPU + 1.
    assert.equal(web.resources.requests.cpu, "2000m");
    // 6 processes × (0.8 × 150 + 0.2 × 1024) + 150 = 2098.8, in steps of 64.
    assert.equal(web.resources.requests.memory, "2112Mi");
    assert.equal(cron.threads, 2);
    // (5 + 1 while rolling) × (5 × 4 + 16) + 2 × 4.
    assert.equal(connections.role, 224);
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

  it("lets the role open what all processes may hold at once", () =>
    holds(({ web, cron, connections }) => {
      const onePod = web.workers * connections.worker + connections.websocket;
      assert(connections.role >= (web.replicas.maximum + 1) * onePod + cron.threads * connections.worker);
    }));

  it("has a quota in which all of it fits, while it rolls and backs up", () =>
    holds(({ web, cron, backup, quota }) => {
      const pods = web.replicas.maximum + 1;
      for (const kind of ["requests", "limits"] as const) {
        for (const what of ["cpu", "memory"] as const) {
          const needed =
            pods * amount(web.resources[kind][what]) +
            amount(cron.resources[kind][what]) +
            3 * amount(backup.resources[kind][what]);
          assert(amount(quota[kind][what]) >= needed, `${kind}.${what}`);
        }
      }
      assert(quota.pods >= pods + 1 + 3);
    }));

  it("gives scratch a volume of its own as soon as two would not fit beside each other on a node of 80 GiB", () =>
    holds(({ backup: { scratch } }) => assert.equal(scratch.volume, amount(scratch.size) * 2 > 80)));

  it("serves no fewer users when there are more of them", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1999 }), fc.constantFrom(...tiers), (concurrent, tier) => {
        const served = (users: number) => {
          const { web } = sizeTenant(tenantWith({ users: { named: 2000, concurrent: users }, tier }));
          return web.workers * web.replicas.minimum;
        };
        assert(served(concurrent + 1) >= served(concurrent));
      }),
    ));
});
