/** How a release moves from ring to ring, and what stops it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digestsOf, withRelease } from "../../../operations/image/rings.ts";
import { horizonComplaint, textsOf } from "../../../operations/ring/check.ts";
import { proveRing } from "../../../operations/ring/gate.ts";
import { type Standing, standingOf } from "../../../operations/ring/health.ts";
import type { Member } from "../../../operations/ring/place.ts";
import { leaps, promoted, type Texts } from "../../../operations/ring/promote.ts";
import { describeRings } from "../../../operations/ring/status.ts";
import { workTree } from "../../../simulator/paths.ts";
import type { Ring } from "../../../stacks/tenant/ring.ts";
import { tenantWith } from "../../tenant/tenants.ts";

const registry = "ghcr.io/longshore-platform/longshore";
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const none = textsOf(workTree);
/** The rings' files with a release of both images, named by a hex digit, in some of them. */
const withReleases = (releases: Partial<Record<Ring, string>>): Texts => ({
  ...none,
  ...Object.fromEntries(
    Object.entries(releases).map(([ring, digit]) => {
      const image = { tag: digit, digest: digest(digit) };
      const text = readFileSync(join(workTree, "gitops", "rings", `${ring}.yaml`), "utf8");
      const odoo = withRelease(text, { repository: `${registry}/odoo`, ...image });
      return [ring, withRelease(odoo, { repository: `${registry}/backup`, ...image })];
    }),
  ),
});

describe("longshore ring promote", () => {
  it("gives a ring the digests of the ring before it, and changes nothing else", () => {
    const texts = withReleases({ development: "b", staging: "b", "production-1": "a" });
    const text = promoted(texts, "production-1");
    assert.deepEqual(digestsOf(text), { "odoo 19.0": digest("b"), backup: digest("b") });
    assert.equal(text, texts.staging);
  });

  it("does not begin a release, repeat one, or skip a ring", () => {
    const texts = withReleases({ development: "b", staging: "a", "production-1": "a" });
    assert.throws(() => promoted(texts, "development"), /first ring: images\.yml proposes/);
    assert.throws(() => promoted(none, "staging"), /development has no release yet/);
    // What development has does not reach production past staging.
    assert.throws(() => promoted(texts, "production-1"), /production-1 has what staging has/);
  });
});

describe("the proof of a ring", () => {
  const tenant = tenantWith({ ring: "production-1" });
  const member: Member = { stack: "aws-production", tenant };
  const texts = withReleases({ "production-1": "b" });
  const application = (part: string, change: Partial<Standing> = {}): Standing => ({
    name: `${part}-velmora-nord`,
    sync: "Synced",
    health: "Healthy",
    images: part === "tenant" ? [] : [`${registry}/${part}:b@${digest("b")}`],
    ...change,
  });
  const ask = (odoo: Partial<Standing> = {}) => [
    application("tenant"),
    application("odoo", odoo),
    application("backup"),
  ];
  const prove = (answer: () => Promise<readonly Standing[]>) => proveRing("production-2", texts, [member], answer);

  it("is that all its tenants run the release and are well", async () => {
    assert.equal(await prove(async () => ask()), "production-1: 1 of 1 tenants run the release and are well.");
  });

  const unwell: readonly (readonly [what: string, odoo: Partial<Standing>, says: RegExp])[] = [
    ["waits for its window", { sync: "OutOfSync" }, /odoo-velmora-nord is OutOfSync, Healthy/],
    ["is degraded", { health: "Degraded" }, /odoo-velmora-nord is Synced, Degraded/],
    [
      "runs what was there before",
      { images: [`${registry}/odoo:a@${digest("a")}`] },
      /not sha256:bbbbbbbbbbbb… of its ring/,
    ],
    ["has no pod", { images: [] }, /runs nothing, not sha256/],
    ["is not there", { name: "odoo-velmora-sued" }, /odoo-velmora-nord is not there/],
  ];
  for (const [what, odoo, says] of unwell)
    it(`fails where a tenant ${what}`, () =>
      assert.rejects(
        prove(async () => ask(odoo)),
        (error: Error) => {
          assert.match(error.message, /^production-2 stays as it is: production-1 is not well\.\n {2}aws-production /);
          assert.match(error.message, says);
          return true;
        },
      ));

  it("fails where the cluster does not answer", () =>
    assert.rejects(
      prove(() => Promise.reject(new Error("aws-production has no cluster"))),
      /aws-production velmora-nord: aws-production has no cluster/,
    ));

  it("is asked of the last ring that has tenants", async () => {
    const asked: string[] = [];
    const remember = async (stack: string) => {
      asked.push(stack);
      return ask();
    };
    const early: Member = { stack: "aws-development", tenant: tenantWith({ ring: "development" }) };
    await proveRing("production-3", withReleases({ "production-1": "b" }), [early, member], remember);
    assert.deepEqual(asked, ["aws-production"]);
    assert.match(await proveRing("staging", texts, [member], remember), /No ring before staging has a tenant/);
    assert.equal(asked.length, 1);
  });

  it("reads what the API server has of an Application", () => {
    const status = {
      sync: { status: "Synced", revision: "1" },
      health: { status: "Healthy" },
      summary: { images: ["a@b"] },
    };
    assert.deepEqual(standingOf({ metadata: { name: "odoo-a" }, status }), {
      name: "odoo-a",
      sync: "Synced",
      health: "Healthy",
      images: ["a@b"],
    });
    assert.equal(standingOf({ metadata: { name: "odoo-a" } }).health, "Unknown");
  });
});

describe("longshore ring check", () => {
  const base = withReleases({ development: "b", staging: "a", "production-1": "a" });
  const found = (change: Partial<Record<Ring, string>>, ran: readonly string[] = []) =>
    Object.fromEntries(leaps(base, { ...base, ...withReleases(change) }, () => new Set(ran.map(digest))));

  it("lets a ring take what the ring before it has, and go back to what it ran", () => {
    const releases = { development: "b", staging: "b", "production-1": "a" } as const;
    assert.deepEqual(found(releases), {});
    assert.deepEqual(found({ ...releases, "production-1": "9" }, ["9"]), {});
  });

  it("stops a release that takes two rings at once, and one that came from nowhere", () => {
    const both = found({ development: "b", staging: "b", "production-1": "b" });
    assert.deepEqual(Object.keys(both), ["production-1"]);
    assert.match(
      both["production-1"] ?? "",
      /^backup: sha256:a+, which staging has, or one that production-1 had before$/,
    );
    assert.deepEqual(Object.keys(found({ development: "b", staging: "c", "production-1": "a" })), ["staging"]);
  });

  it("wants the closes by date written anew before they run out", () => {
    assert.deepEqual(horizonComplaint("2026-11-01", new Date("2027-07-31")), []);
    assert.match(horizonComplaint("2026-11-01", new Date("2027-08-01"))[0]?.fits ?? "", /npx longshore ring renew/);
  });
});

describe("longshore ring status", () => {
  it("says what each ring runs, which lag behind, who is in it and how each one is", () => {
    const [small, large] = [
      tenantWith({ ring: "production-1", tier: "restore" }, "small"),
      tenantWith({ ring: "production-1", tier: "high-availability" }, "large"),
    ].map((tenant) => ({ stack: "aws-production", tenant }));
    assert(small && large);
    const texts = withReleases({ development: "b", staging: "b", "production-1": "a" });
    const lines = describeRings({
      texts,
      members: [large, small],
      from: "2026-11-01",
      now: new Date("2026-11-23T05:40:00Z"),
      health: new Map([[large, "odoo-large is Synced, Degraded"]]),
      backups: new Map([[small, "backup proved 5 h ago"]]),
    }).split("\n");
    assert.equal(lines[0], "development  odoo 19.0 bbbbbbbbbbbb, backup bbbbbbbbbbbb");
    assert.equal(lines[2], "production-1  odoo 19.0 aaaaaaaaaaaa, backup aaaaaaaaaaaa; not what staging has");
    const closed = "closed by receiving, morning trucks; opens Mon 2026-11-23 09:00 Europe/Berlin";
    assert.equal(
      lines[3],
      `  small  aws-production, restore            ${closed}  well                            backup proved 5 h ago`,
    );
    assert.equal(
      lines[4],
      `  large  aws-production, high-availability  ${closed}  odoo-large is Synced, Degraded  unknown`,
    );
  });
});
