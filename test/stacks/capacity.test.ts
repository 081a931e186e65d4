/** A platform's tenants against its database servers, its nodes and the supported ceiling. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parameterValues } from "../../components/postgresql.ts";
import { allTenants } from "../../operations/tenant/generate.ts";
import { capacityProblems, ceiling, platformCapacity } from "../../stacks/capacity.ts";
import { parseSettings } from "../../stacks/settings.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { writtenSettings } from "../components/platforms.ts";
import { platformOf } from "../gitops/support/facts.ts";
import { tenantWith } from "../tenant/tenants.ts";

type Users = Tenant["spec"]["users"];
type Isolation = Tenant["spec"]["isolation"];

const settings = parseSettings(writtenSettings("aws-production"), "test");
const small = { ...settings, database: { ...settings.database, size: "small" as const } };

/** As many tenants as there are user counts. */
const tenants = (users: readonly Users[], isolation: Isolation = "shared"): readonly Tenant[] =>
  users.map((each, index) => tenantWith({ users: each, isolation, tier: "high-availability" }, `tenant-${index}`));

const everyone = (count: number, named = 30): readonly Tenant[] =>
  tenants(Array.from({ length: count }, () => ({ named, concurrent: Math.ceil(named / 3) })));

describe("a platform's capacity", () => {
  it("carries the tenants of every stack that stands here", () => {
    const byStack = Map.groupBy(allTenants(), ({ written }) => written.split("/").at(-3) ?? "");
    for (const [stack, found] of byStack) {
      const problems = capacityProblems(
        parseSettings(writtenSettings(stack), stack),
        found.map(({ tenant }) => tenant),
      );
      assert.deepEqual(problems, [], stack);
    }
  });

  it("refuses more connections than the server has, with the size that has them and who takes most", () => {
    const [problem, ...rest] = capacityProblems(small, everyone(4, 140));
    assert.deepEqual(rest, []);
    assert.equal(problem?.path, "longshore:database.size");
    assert.match(problem?.found ?? "", /^small, 175 connections for tenants where 4 ask for \d+$/);
    assert.match(
      problem?.fits ?? "",
      /^large, or database\.parameters with max_connections of \d+ or more, or fewer shared tenants: tenant-0 takes \d+, /,
    );
    const [, more = ""] = /max_connections of (\d+)/.exec(problem?.fits ?? "") ?? [];
    const deviating = { ...small, database: { ...small.database, parameters: { max_connections: more } } };
    assert.deepEqual(capacityProblems(deviating, everyone(4, 140)), [], "what it says fits");
  });

  it("gives a dedicated tenant a server of its own, which has to carry it as well", () => {
    const dedicated = tenants(
      [
        { named: 140, concurrent: 60 },
        { named: 140, concurrent: 60 },
      ],
      "dedicated",
    );
    const { servers, vCpu } = platformCapacity(small, dedicated);
    assert.deepEqual(
      servers.map(({ server, tenants: names }) => [server, names]),
      [
        ["shared", []],
        ["tenant-0", ["tenant-0"]],
        ["tenant-1", ["tenant-1"]],
      ],
    );
    assert.equal(vCpu, 0, "its nodes are its own");
    assert.deepEqual(capacityProblems(small, dedicated), []);
    const large = tenants([{ named: 2000, concurrent: 600 }], "dedicated");
    assert.equal(capacityProblems(small, large)[0]?.path, "longshore:database.size");
  });

  it("refuses more tenants than are supported, however small", () => {
    const found = capacityProblems(settings, everyone(ceiling.tenants + 1, 1));
    assert(found.some(({ fits }) => fits.startsWith(`at most ${ceiling.tenants} on one platform`)));
  });

  it("refuses more vCPU than the nodes have, with who takes most", () => {
    const found = capacityProblems(
      settings,
      tenants(Array.from({ length: 8 }, () => ({ named: 2000, concurrent: 900 }))),
    );
    assert(found.some(({ fits }) => /^at most 480 vCPU on one platform; .*tenant-0 takes \d+/.test(fits)));
  });

  it("never says that fewer tenants need more", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: 1, max: 2000 }).map((named) => ({ named, concurrent: Math.max(1, Math.floor(named / 3)) })),
          { minLength: 1, maxLength: 12 },
        ),
        (users) => {
          const all = tenants(users);
          const [whole, part] = [all, all.slice(1)].map((each) => platformCapacity(settings, each));
          assert(whole && part);
          assert(Number(part.servers[0]?.connections) < Number(whole.servers[0]?.connections));
          assert(part.vCpu < whole.vCpu);
          assert(capacityProblems(settings, all.slice(1)).length <= capacityProblems(settings, all).length);
        },
      ),
    ));

  it("has a ceiling that the largest size gives, and whose facts fit into the annotations of one Secret", () => {
    assert.equal(String(ceiling.connections), parameterValues("xlarge", {}).max_connections);
    // Longest names that a tenant may have, with room for as long a prefix as a stack may have.
    const names = Array.from({ length: ceiling.tenants }, (_, index) => `t${String(index).padStart(29, "0")}`);
    const { facts } = platformOf("aws-production", { tenants: names });
    const bytes = Object.entries(facts).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    assert(bytes < 256 * 1024, `${bytes} bytes`);
    assert(bytes / ceiling.tenants < 2.6 * 1024, `${bytes / ceiling.tenants} bytes each`);
  });
});
