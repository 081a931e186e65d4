/** Takes a backup before an upgrade and has it verified, while Odoo still runs. */
import { type Command, requireDatabase } from "../context.ts";
import { Kubernetes } from "../kubernetes.ts";
import { Session } from "../postgres/session.ts";
import { count, required } from "../settings.ts";
import type { Tools } from "../tools.ts";
import { runJob } from "../upgrade/jobs.ts";
import { isInstalled, readRelease } from "../upgrade/state.ts";

export const upgradeSave: Command = async (context) => {
  const { environment, tools, say } = context;
  requireDatabase(context);
  const { RELEASE, RUN } = required(environment, ["RELEASE", "RUN"]);
  const needless = await needlessBecause(tools, RELEASE);
  if (needless) {
    say(needless);
    return { saved: false };
  }
  const cluster = new Kubernetes(environment);
  const patience = count(environment, "BACKUP_TAKES", 10 * 3600, 1);
  for (const { cronJob, env } of jobs) {
    say(`${cronJob} runs`);
    await runJob(cluster, { cronJob, job: `${cronJob}-${RUN.slice(0, 8)}`, env, patience });
  }
  return { saved: true };
};

/** In this order: the second restores what the first has written. */
const jobs: readonly { readonly cronJob: string; readonly env: Readonly<Record<string, string>> }[] = [
  { cronJob: "backup-dump", env: { KIND: "before-upgrade" } },
  { cronJob: "backup-verify", env: {} },
];

async function needlessBecause(tools: Tools, release: string): Promise<string> {
  const session = new Session(tools, "upgrade");
  try {
    if (!(await isInstalled(session))) return "nothing is installed yet";
    return (await readRelease(session)) === release ? "the database has this release already" : "";
  } finally {
    await session.close();
  }
}
