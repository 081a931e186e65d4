/** Copies of backups elsewhere: who receives them, taking them now instead of at their hour, and coming back from them. */
import { join } from "node:path";
import { tenantNamespace } from "../../../components/gitops/facts.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { refreshApplication } from "../../../simulator/kubernetes/client/applications.ts";
import { jobs, untilFinished } from "../../../simulator/kubernetes/client/jobs.ts";
import { workTree } from "../../../simulator/paths.ts";
import { readPlaced } from "../../../stacks/tenants.ts";
import { findStack, readStacks, type StackPlace } from "../../stacks.ts";
import { dumpJob } from "../../start/tenants.ts";
import type { Ground, NamedCheck, Platform, Step, Subject } from "../scenario.ts";
import { askOwner } from "../sql.ts";
import { runEverywhere, untilThere } from "./everywhere.ts";

/** Seconds. */
const timeoutSeconds = 1200;

/** Names of the CronJob that copies what the dumps left, and of the Job that restores a tenant before Odoo starts. */
const copyJob = "backup-copy";
const restoreJob = "odoo-restore-";

/** The stack that receives the copies of a stack's backups; nothing where nobody does. */
export function receiverOf({ settings: { copies } }: Pick<Subject, "settings">): StackPlace | undefined {
  return copies && findStack(readStacks(workTree), copies.to);
}

/** @throws Error where nobody receives them */
export function mustReceive(subject: Pick<Subject, "settings" | "place">): StackPlace {
  const receiver = receiverOf(subject);
  if (receiver) return receiver;
  throw new Error(`nobody receives copies of the backups of ${subject.place.stack} (longshore:copies)`);
}

/** When a dump was taken that was copied; seconds since the load began. */
export interface Dumped {
  readonly from: number;
  readonly to: number;
}

/** Dumps the database of every tenant that is copied. @throws Error with the Jobs that failed */
export async function dumpAll(ground: Pick<Ground, "now" | "tell">, platform: Platform): Promise<Dumped> {
  const from = ground.now();
  await runEverywhere(platform, dumpJob, copiedNamespaces(platform.place));
  ground.tell(`every tenant of ${platform.place.stack} has a new dump`);
  return { from, to: ground.now() };
}

/** Copies what the dumps left. @throws Error with the Jobs that failed */
export async function copyAll({ tell }: Pick<Ground, "tell">, platform: Platform): Promise<void> {
  await runEverywhere(platform, copyJob, copiedNamespaces(platform.place));
  tell(`every dump of ${platform.place.stack} is copied`);
}

/**
 * Waits until all tenants are copied.
 * @returns their namespaces
 */
export async function untilCopied(platform: Platform): Promise<readonly string[]> {
  const namespaces = copiedNamespaces(platform.place);
  await untilThere(platform, copyJob, namespaces);
  return namespaces;
}

/** Those of all tenants but those that are another one's copy: they are made anew from its backups. */
const copiedNamespaces = ({ platform }: StackPlace): readonly string[] =>
  readPlaced(join(workTree, "gitops", "platforms", platform)).flatMap(({ tenant }) =>
    tenant.spec.copyOf === undefined ? tenantNamespace(tenant.metadata.name) : [],
  );

/** @param namespaces  of the tenants, when the step is taken */
export const watchRestore = (place: StackPlace, namespaces: () => readonly string[]): Step => ({
  title: "Watch the tenants come back",
  decides: "nobody",
  type: [
    "kubectl get jobs --all-namespaces --watch | grep odoo-restore",
    "kubectl --namespace tenant-TENANT logs job/NAME",
  ],
  expect:
    "Argo CD provisions each tenant's empty database and makes a Job that restores the newest backup into it, attachments as well.",
  worked: "Every Job is Complete, and its log names the time of the dump. Odoo starts after it, and not before.",
  back: "A Job that failed says what to do; deleted, it is made again. A database with data in it is left alone.",
  run: async (ground) => {
    const { api } = await ground.open(place.stack);
    await refreshApplication(api, "root");
    for (const namespace of namespaces()) {
      const job = await waitFor(api, {
        resource: jobs,
        selection: { namespace },
        timeoutSeconds,
        what: `the Job that restores ${namespace}`,
        until: (found) => found.find(({ metadata }) => metadata.name.startsWith(restoreJob))?.metadata.name,
      });
      const ended = await untilFinished(api, { namespace, job, timeoutSeconds });
      if (!ended.succeeded) throw new Error(`${namespace}/${job}: ${ended.message}`);
    }
    ground.tell(`every tenant is restored on ${place.stack}`);
  },
});

/** What a drill notes of the dump that was copied last, and of the moment when all was lost. */
export interface Noted {
  dumped: Dumped | undefined;
  lost: number;
}

/** @param place  where the rows came back */
export const onlyAfterDump = (place: StackPlace, noted: Noted): NamedCheck => ({
  name: "what is lost was written after the last dump that was copied",
  by: "the newest order from before is from the time that the restore's log names",
  run: async (ground) => {
    const { dumped, lost } = noted;
    if (!dumped) return "no dump was copied";
    const platform = await ground.open(place.stack);
    const said = await askOwner({ ...ground, platform }, "SELECT number FROM longshore_drill");
    const there = new Set(said.split("\n").map(Number));
    const { gone, unforeseen } = againstDump(ground.observer.rows, there, { ...dumped, lost });
    return gone + unforeseen === 0
      ? undefined
      : `${gone} rows are gone although the dump came after them, ${unforeseen} are there although they came after the dump`;
  },
});

/**
 * Holds the rows that are there against the dump: one that was acknowledged before it began must be in it, one that was sent
 * after it had ended cannot be.
 */
export function againstDump(
  rows: Ground["observer"]["rows"],
  there: ReadonlySet<number>,
  { from, to, lost }: Dumped & { readonly lost: number },
): { readonly gone: number; readonly unforeseen: number } {
  const saved = rows.filter(({ acknowledged = Number.POSITIVE_INFINITY }) => acknowledged < from);
  const late = rows.filter(({ sent }) => sent > to && sent < lost);
  return {
    gone: saved.filter(({ number }) => !there.has(number)).length,
    unforeseen: late.filter(({ number }) => there.has(number)).length,
  };
}
