/** Starts Odoo after an upgrade, waits until it answers, and drops the database before, which is no longer the way back. */
import { type Command, requireDatabase } from "../context.ts";
import { Kubernetes } from "../kubernetes.ts";
import { count, required } from "../settings.ts";
import { Databases, namesOf } from "../upgrade/databases.ts";
import { runningOf, startPods, untilReady } from "../upgrade/pods.ts";
import { writeRecord } from "../upgrade/record.ts";

export const upgradeStart: Command = async (context) => {
  const { environment, tools } = context;
  const { PGDATABASE } = requireDatabase(context);
  const { RELEASE: release } = required(environment, ["RELEASE"]);
  const cluster = new Kubernetes(environment);
  const running = runningOf(environment);
  const started = await startPods(cluster, running);
  context.say(started.length > 0 ? `started ${started.join(", ")}` : "everything runs already");
  await untilReady(cluster, running, count(environment, "PODS_COME", 900, 1));
  const databases = new Databases(tools, namesOf(PGDATABASE));
  await databases.drop(databases.names.before);
  await writeRecord(context, cluster, { release, outcome: "runs" });
  return { started, release };
};
