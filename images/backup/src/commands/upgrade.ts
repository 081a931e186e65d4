/**
 * Upgrades one tenant beside the container that has Odoo's new image: copies the database, has the copy updated, judges
 * it, and renames it into its place; or leaves everything as it was. Started again at any point, it comes to the same end.
 */
import { once } from "node:events";
import { type Command, type Context, type Result, requireDatabase } from "../context.ts";
import { describe, exitCodes, Failure } from "../failure.ts";
import { Kubernetes } from "../kubernetes.ts";
import { count, required, word } from "../settings.ts";
import { Databases, namesOf } from "../upgrade/databases.ts";
import { Handshake } from "../upgrade/handshake.ts";
import { holdUpgrade } from "../upgrade/lock.ts";
import { runningOf, startPods, stopPods } from "../upgrade/pods.ts";
import { writeRecord } from "../upgrade/record.ts";
import { goBack, runUpgrade, type UpgradeArgs } from "../upgrade/upgrade.ts";

/** What the pod ends with where the same might succeed next time: sysexits.h calls it a temporary failure. */
const tryAgain = 75;

export const upgrade: Command = async (context) => {
  const { environment, tools } = context;
  const { PGDATABASE } = requireDatabase(context);
  const given = required(environment, ["RELEASE", "MODULES", "HANDSHAKE"]);
  const handshake = new Handshake(given.HANDSHAKE);
  const cluster = new Kubernetes(environment);
  const running = runningOf(environment);
  const args: UpgradeArgs = {
    release: given.RELEASE,
    modules: given.MODULES.split(","),
    databases: new Databases(tools, namesOf(PGDATABASE)),
    ...(environment.ORIGINAL ? { original: environment.ORIGINAL } : {}),
    refresh: word(environment, "REFRESH", ["no", "yes"]) === "yes",
    handshake,
    stop: () => stopPods(cluster, running, count(environment, "PODS_LEAVE", 960, 1)),
    start: async () => {
      await startPods(cluster, running);
    },
    patience: {
      connections: count(environment, "CONNECTIONS_LEAVE", 60, 1),
      update: count(environment, "UPDATE_TAKES", 4 * 3600, 1),
    },
  };
  if (handshake.ended) return stay(context);
  const lock = await holdUpgrade(context, PGDATABASE);
  try {
    if (handshake.began) {
      await goBack(context, args);
      await handshake.conclude(tryAgain);
      throw new Failure("ended", "an earlier process of this pod was cut short", "nothing: the next pod starts afresh");
    }
    const outcome = await runUpgrade(context, args);
    await writeRecord(context, cluster, { release: args.release, outcome });
    await handshake.conclude(0);
    return { outcome, release: args.release, database: PGDATABASE };
  } catch (error) {
    const { kind, text } = describe(error);
    await writeRecord(context, cluster, { release: args.release, outcome: "went back", reason: tools.redact(text) });
    if (!handshake.ended) await handshake.conclude(kind === "update" ? exitCodes.update : tryAgain);
    throw error;
  } finally {
    await lock.close();
  }
};

/** A sidecar that ends is started again until the pod's own container has ended: this one has said its last word. */
async function stay(context: Context): Promise<Result> {
  context.say("the verdict is given; waiting for the pod's end");
  const beat = setInterval(() => {}, 60_000);
  await once(process, "SIGTERM");
  clearInterval(beat);
  return { outcome: "nothing to do" };
}
