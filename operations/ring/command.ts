/** `longshore ring`: how a release moves from ring to ring, and what holds it back. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { readSettings } from "../settings.ts";
import { findStack, readStacks } from "../stacks.ts";
import { generateAll } from "../tenant/generate.ts";
import { readHorizon, renewHorizon } from "../tenant/horizon.ts";
import { describeBackup, eachBackup } from "./backups.ts";
import { checkRings, textsOf } from "./check.ts";
import { proveBackups, proveRing, withoutProof } from "./gate.ts";
import { healthOf } from "./health.ts";
import { lift } from "./lift.ts";
import { liftsOf } from "./lifts.ts";
import { askArgoCd, askJobs } from "./live.ts";
import { members, parseRing, ringFile } from "./place.ts";
import { promoted } from "./promote.ts";
import { describeAnswers, isHeard } from "./refresh.ts";
import { changedSince, refreshStack } from "./refresh-stack.ts";
import { describeRings } from "./status.ts";

export const usage = `longshore ring COMMAND

  status [--at INSTANT] [--live]   which digest each ring runs, who is in it, whose windows are open;
                                   --live asks each stack's cluster whether its tenants are well, and when each one's
                                   backup was last restored and found whole
  promote --to RING [--unproved REASON]
                                   gives a ring what the ring before it has, once all tenants there run it and are well,
                                   and all that get it have a backup that was restored in time, or a reason for none
  emergency STACK [TENANT] --until INSTANT --owner MAIL --reason TEXT
                                   lifts the windows of a tenant, or of all of a stack, until then: 72 hours at most
  emergency STACK [TENANT] --end   puts them back before that
  check [--base COMMIT]            rings that leap since a commit, emergencies that are over, an old horizon
  renew                            writes the closes by date from this month on
  refresh --stack STACK [--since COMMIT]
                                   tells a stack's Argo CD to look now at what the commits since then concern, and waits;
                                   default: the last commit. It asks the Git host, so push first

  Everything but status, check and refresh changes files only: commit them. See docs/rings.md.`;

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number> | number>> = {
  status,
  promote,
  emergency,
  check,
  renew,
  refresh,
};

/** @returns the exit code */
export async function run([name = "", ...args]: readonly string[]): Promise<number> {
  const command = commands[name];
  if (!command) {
    console.error(usage);
    return 2;
  }
  return command(args);
}

async function status(args: readonly string[]): Promise<number> {
  const options = { at: { type: "string" }, live: { type: "boolean", default: false } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [texts, all] = [textsOf(workTree), members(workTree)];
  const now = values.at === undefined ? new Date() : new Date(values.at);
  const health = values.live ? await healthOf(all, texts, askArgoCd) : undefined;
  const backups = values.live
    ? await eachBackup(all, askJobs, (member, proofs) => describeBackup(member, proofs, now))
    : undefined;
  const running = readStacks(workTree).map(({ stack }) => ({ stack, settings: readSettings(workTree, stack) }));
  const lifts = liftsOf(running, now);
  console.log(describeRings({ texts, members: all, from: readHorizon(), now, health, backups, lifts }));
  return 0;
}

async function promote(args: readonly string[]): Promise<number> {
  const options = { to: { type: "string" }, unproved: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.to === undefined) throw new Error(`--to: which ring?\n\n${usage}`);
  const ring = parseRing(values.to);
  const texts = textsOf(workTree);
  const text = promoted(texts, ring);
  const all = members(workTree);
  console.log(await proveRing(ring, texts, all, askArgoCd));
  console.log(
    values.unproved === undefined ? await proveBackups(ring, all, askJobs) : withoutProof(ring, values.unproved),
  );
  writeFileSync(ringFile(ring, workTree), text);
  console.log(`gitops/rings/${ring}.yaml has it; it moves when this is committed.`);
  return 0;
}

function emergency(args: readonly string[]): number {
  const options = {
    until: { type: "string" },
    owner: { type: "string" },
    reason: { type: "string" },
    end: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [stack, tenant] = positionals;
  if (stack === undefined) throw new Error(`emergency: for which stack?\n\n${usage}`);
  const { end, until = "", owner = "", reason = "" } = values;
  const platforms = join(workTree, "gitops", "platforms");
  const wanted = end ? undefined : { until, owner, reason };
  const lifted = lift({
    platforms,
    stack,
    tenant,
    emergency: wanted,
    now: new Date(),
    read: (file) => readFileSync(file, "utf8"),
  });
  for (const [file, text] of lifted.files) writeFileSync(file, text);
  console.log(lifted.says.join("\n"));
  return 0;
}

function check(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { base: { type: "string" } } });
  const complaints = checkRings(workTree, values.base, new Date());
  for (const { path, found, fits } of complaints) console.error(`  ${path}\n    found  ${found}\n    fits   ${fits}`);
  if (complaints.length === 0) console.log("Rings, emergencies and the horizon are as they should be.");
  return complaints.length === 0 ? 0 : 1;
}

function renew(args: readonly string[]): number {
  parseArgs({ args: [...args], options: {} });
  console.log(`Closes by date are written from ${renewHorizon(new Date())} on, in ${generateAll().length} tenants.`);
  return 0;
}

async function refresh(args: readonly string[]): Promise<number> {
  const options = { stack: { type: "string" }, since: { type: "string", default: "HEAD^" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.stack === undefined) throw new Error(`--stack: which stack?\n\n${usage}`);
  const { stack } = findStack(readStacks(workTree), values.stack);
  const answers = await refreshStack(stack, changedSince(workTree, values.since), process.stderr);
  console.log(answers.length === 0 ? `No Application of ${stack} is concerned.` : describeAnswers(answers));
  return answers.every(isHeard) ? 0 : 1;
}
