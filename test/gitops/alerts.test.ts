/** Alerts on backups: the figures are the tier's, and what they look at is what the jobs report. */
import assert from "node:assert/strict";
import { parse } from "yaml";
import * as z from "zod";
import { metricsText } from "../../images/backup/src/metrics.ts";
import { archivedWithinDays, backupWithin, restoreWithin, retrievedWithinDays, tiers } from "../../stacks/tiers.ts";
import { find } from "./support/objects.ts";
import { objectsOf } from "./support/platforms.ts";

/** Prometheus' own form of a file of alerts, strictly (its documentation, "Alerting rules", read 2026-11). */
const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z][A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[mhd]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(["warning", "critical"]), tenant: z.string() }),
          annotations: z.strictObject({ summary: z.string(), action: z.string() }),
        }),
      ),
    }),
  ),
});

async function rules() {
  const found = find(await objectsOf("backup-velmora-nord"), "ConfigMap", "backup-alerts");
  const { "backup.yaml": text } = z.strictObject({ "backup.yaml": z.string() }).parse(found.data);
  return ruleFile.parse(parse(text)).groups.flatMap((group) => group.rules);
}

describe("alerts on backups", function () {
  this.timeout(180_000);

  it("come by the limits of the tenant's tier", async () => {
    const plan = tiers["high-availability"];
    const expressions = new Map((await rules()).map(({ alert, expr }) => [alert, expr]));
    const limits = {
      BackupTooOld: `> ${backupWithin(plan)} or absent_over_time`,
      BackupUnproved: `> ${plan.verifiedWithin * 86_400} or absent_over_time`,
      ArchiveTooOld: `> ${archivedWithinDays * 86_400} or absent_over_time`,
      RetrievalUntried: `> ${retrievedWithinDays * 86_400} or absent_over_time`,
      RestoreTooSlow: `> 0.8 * ${restoreWithin(plan)}`,
    };
    for (const [alert, limit] of Object.entries(limits)) assert(expressions.get(alert)?.includes(limit), alert);
  });

  it("look at what the jobs report of themselves", async () => {
    const result = { taken: "2026-11-01T00:00:00Z" };
    const text = metricsText({ command: "dump", tenant: "harbor", duration: 1.5, result }, 1_793_000_000);
    const reported = new Set(text.split("\n").map((line) => line.split(" ")[0]));
    const jobs = (await objectsOf("backup-velmora-nord")).flatMap(({ kind, metadata }) =>
      kind === "CronJob" ? [metadata.name] : [],
    );
    for (const { expr } of await rules()) {
      const series = [...expr.matchAll(/(longshore_\w+)\{job="longshore-backup",tenant="([^"]+)",command="(\w+)"\}/g)];
      assert.equal(series.length, expr.split("longshore_").length - 1, expr);
      for (const [, metric = "", tenant, command] of series) {
        assert(reported.has(metric), metric);
        assert.equal(tenant, "velmora-nord");
        assert(jobs.includes(`backup-${command}`), command);
      }
    }
  });

  it("speak of each job that can fail", async () => {
    const expressions = (await rules()).map(({ expr }) => expr);
    for (const { kind, metadata } of await objectsOf("backup-velmora-nord"))
      if (kind === "CronJob") {
        const command = metadata.name.replace("backup-", "");
        assert(
          expressions.some((expr) => expr.includes(`command="${command}"} == 0`)),
          command,
        );
      }
  });

  it("are silent on a platform that waits for its primary, whose jobs rest", async () => {
    const objects = await objectsOf("backup-velmora-nord", { role: "recovery" });
    assert(!objects.some(({ kind }) => kind === "ConfigMap"));
  });
});
