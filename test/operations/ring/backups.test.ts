/** A backup that was not restored within its tier's rhythm counts as none, and blocks releases. */
import assert from "node:assert/strict";
import { describeBackup, type Proofs, proofsOf, unprovedBackup } from "../../../operations/ring/backups.ts";
import { proveBackups, withoutProof } from "../../../operations/ring/gate.ts";
import type { Member } from "../../../operations/ring/place.ts";
import { tierNames, tiers } from "../../../stacks/tiers.ts";
import { tenantWith } from "../../tenant/tenants.ts";

const now = new Date("2026-11-22T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const namespace = "tenant-velmora-nord";
const member: Member = { stack: "aws-production", tenant: tenantWith({ ring: "production-1" }) };

/** What a job runs: the image, its arguments, variables and identity. */
const pod = (change: object = {}) => ({
  spec: {
    template: {
      spec: {
        serviceAccountName: "backup-restore",
        containers: [
          {
            image: "longshore/backup:1",
            args: ["verify"],
            env: [{ name: "RESTIC_REPOSITORY", value: "s3:https://a/b" }],
            ...change,
          },
        ],
      },
    },
  },
});
const cronJob = (status: object = {}, name = "backup-verify") => ({
  metadata: { name, namespace },
  spec: { jobTemplate: pod() },
  status,
});
const job = (completionTime: string, type = "Complete", change: object = {}) => ({
  metadata: { namespace },
  ...pod(change),
  status: { completionTime, conditions: [{ type, status: "True" }] },
});

describe("the proof of a backup", () => {
  const last = (...jobs: readonly object[]) =>
    proofsOf([cronJob({ lastSuccessfulTime: hoursAgo(100) })], jobs).get(namespace);

  it("is what the cluster says of its CronJob", () => {
    assert.equal(last(), Date.parse(hoursAgo(100)));
    assert.deepEqual([...proofsOf([cronJob(), cronJob({}, "backup-dump")], [])], [[namespace, undefined]]);
  });

  it("is a Job too that an upgrade or a person made from it, where it did the same work and ended well", () => {
    assert.equal(last(job(hoursAgo(5)), job(hoursAgo(7))), Date.parse(hoursAgo(5)));
    assert.equal(last(job(hoursAgo(5), "Failed")), Date.parse(hoursAgo(100)));
  });

  const others: readonly (readonly [string, object])[] = [
    ["another command", { args: ["prune"] }],
    ["another repository", { env: [{ name: "RESTIC_REPOSITORY", value: "s3:https://a/empty" }] }],
    ["another image", { image: "busybox" }],
    ["a program of its own", { command: ["true"] }],
  ];
  for (const [what, change] of others)
    it(`is no Job with ${what}`, () =>
      assert.equal(last(job(hoursAgo(5), "Complete", change)), Date.parse(hoursAgo(100))));

  it("is refused in a shape that Kubernetes does not write, instead of taken for none", () => {
    assert.throws(() => proofsOf([cronJob({ lastSuccessfulTime: "yesterday" })], []));
  });
});

describe("a backup", () => {
  for (const tier of tierNames) {
    const { verifiedWithin } = tiers[tier];
    const of: Member = { stack: "aws-production", tenant: tenantWith({ tier }) };
    const proved = (hours: number): Proofs => new Map([[namespace, Date.parse(hoursAgo(hours))]]);

    it(`of tier ${tier} counts for ${verifiedWithin} days after it was restored, and then no more`, () => {
      assert.equal(unprovedBackup(of, proved(24 * verifiedWithin), now), undefined);
      const text = unprovedBackup(of, proved(24 * verifiedWithin + 1), now);
      assert.match(text ?? "", new RegExp(`; tier ${tier} allows ${verifiedWithin} days$`));
    });
  }

  it("counts as none where none was restored, or nobody would restore it", () => {
    assert.match(unprovedBackup(member, new Map([[namespace, undefined]]), now) ?? "", /^no backup was ever restored/);
    assert.equal(unprovedBackup(member, new Map(), now), "backup-verify is not there");
  });

  it("is told of in words", () => {
    assert.equal(
      describeBackup(member, new Map([[namespace, Date.parse(hoursAgo(5.5))]]), now),
      "backup proved 5 h ago",
    );
    assert.match(
      describeBackup(member, new Map([[namespace, Date.parse(hoursAgo(24 * 9))]]), now),
      /^the last backup that was restored and found whole was so 9 days ago/,
    );
  });
});

describe("a ring's release", () => {
  const prove = (proofs: Proofs | Error, all: readonly Member[] = [member]) =>
    proveBackups("production-1", all, async () => (proofs instanceof Error ? Promise.reject(proofs) : proofs), now);

  it("goes on where all that get it have a backup that was restored in time", async () => {
    assert.equal(
      await prove(new Map([[namespace, Date.parse(hoursAgo(5))]])),
      "production-1: 1 of 1 tenants have a backup that was restored in time.",
    );
  });

  const blocked: readonly (readonly [string, Proofs | Error, RegExp])[] = [
    ["was restored too long ago", new Map([[namespace, Date.parse(hoursAgo(24 * 9))]]), /was so 9 days ago/],
    ["was never restored", new Map([[namespace, undefined]]), /no backup was ever restored/],
    ["cannot be asked for", new Error("aws-production has no cluster"), /aws-production has no cluster/],
  ];
  for (const [what, proofs, says] of blocked)
    it(`is blocked where a backup ${what}, and says what to do`, () =>
      assert.rejects(prove(proofs), ({ message }: Error) => {
        assert.match(
          message,
          /^production-1 stays as it is: what counts as no backup blocks a release\.\n {2}aws-prod/,
        );
        assert.match(message, says);
        assert.match(message, /create job backup-verify-now --from=cronjob\/backup-verify/);
        assert.match(message, /--unproved REASON/);
        return true;
      }));

  it("asks those that get it, not those that have it, and no copy", async () => {
    const elsewhere: Member = { stack: "aws-staging", tenant: tenantWith({ ring: "staging" }) };
    const copy: Member = { stack: "aws-staging", tenant: tenantWith({ ring: "production-1", copyOf: "velmora-sued" }) };
    assert.match(await prove(new Error("asked"), [elsewhere, copy]), /0 of 0 tenants/);
  });

  it("goes on without them in an emergency, for a reason that stands in the commit", () => {
    assert.match(
      withoutProof("production-1", "every label is refused since 05:00, INC-2041"),
      /Unproved-backups: every label is refused/,
    );
    assert.throws(() => withoutProof("production-1", "urgent"), /20 characters or more/);
  });
});
