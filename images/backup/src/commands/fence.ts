/**
 * Keeps a lease on all logins of one database server while the record names this stack, and closes them when it names
 * another: docs/decisions/fencing.md. It runs until it is told to end, and leaves everything as it is then.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Command, Context } from "../context.ts";
import { describe } from "../failure.ts";
import { lease, type Standing } from "../fence/lease.ts";
import { askRecord } from "../fence/record.ts";
import { applyLease } from "../fence/server.ts";
import { judge, type Verdict } from "../fence/verdict.ts";
import { gauges, pushText } from "../metrics.ts";
import { count, required } from "../settings.ts";

/** Seconds between two looks. */
const standardBeat = 30;

export const fence: Command = async (context) => {
  const { environment, tools } = context;
  const { PRIMARY_RECORD, STACK } = required(environment, ["PRIMARY_RECORD", "STACK", "SERVER"]);
  const beatMs = count(environment, "BEAT", standardBeat, 1) * 1000;
  const length = count(environment, "LEASE", lease.length, 1);
  const figures = { length, slack: Math.min(lease.slack, length / 2) };
  const say = onlyNews(context.say);
  let beats = 0;
  while (!tools.ending) {
    const verdict = judge(await askRecord(PRIMARY_RECORD), STACK);
    try {
      const standing = await applyLease(context, { verdict: verdict.kind, figures });
      beats += 1;
      say(describeStanding(verdict, standing));
      await report(context, verdict, standing);
    } catch (error) {
      if (!tools.ending) say(`${describeVerdict(verdict)}; ${describe(error).text}`);
    }
    await pause(beatMs, undefined, { signal: tools.told }).catch(() => {});
  }
  return { beats };
};

function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case "ours":
      return "the record names this stack";
    case "theirs":
      return `the record names ${verdict.stack}`;
    case "unknown":
      return `nobody says who is primary: ${verdict.why}`;
  }
}

function describeStanding(verdict: Verdict, { standby, logins, open, ended, until }: Standing): string {
  if (standby) return `${describeVerdict(verdict)}; this server follows another one`;
  const lasts = until > 0 ? `, the first until ${new Date(until * 1000).toISOString()}` : "";
  const sessions = ended > 0 ? `; ${ended} sessions ended` : "";
  return `${describeVerdict(verdict)}; ${open} of ${logins} logins are open${lasts}${sessions}`;
}

/** A line that was just said is not said again. */
function onlyNews(say: Context["say"]): Context["say"] {
  let last = "";
  return (text) => {
    if (text !== last) say(text);
    last = text;
  };
}

/** Without a gateway it goes on: the logins matter more. */
async function report({ environment, say }: Context, verdict: Verdict, standing: Standing): Promise<void> {
  const { METRICS_URL, SERVER = "" } = environment;
  if (!METRICS_URL) return;
  const text = gauges("longshore_fence", {
    named: verdict.kind === "ours" ? 1 : 0,
    known: verdict.kind === "unknown" ? 0 : 1,
    standby: standing.standby ? 1 : 0,
    logins: standing.logins,
    open: standing.open,
    lease_until_timestamp_seconds: standing.until,
    last_beat_timestamp_seconds: Math.round(Date.now() / 1000),
  });
  try {
    await pushText(METRICS_URL, `job/longshore-fence/server/${encodeURIComponent(SERVER)}`, text);
  } catch (error) {
    say(`warning: metrics were not taken: ${describe(error).text}`);
  }
}
