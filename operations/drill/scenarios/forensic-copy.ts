/** An investigation looks into a tenant's database as it was at a backup, while everybody works on. */
import { randomBytes } from "node:crypto";
import type { Pod } from "../../../simulator/kubernetes/api/model.ts";
import { businessFunctions } from "../../../stacks/tiers.ts";
import { runEntryPoint } from "../../start/entry-point.ts";
import { rehearsalFolder, removeFiles, withVariables } from "../../start/rehearsal.ts";
import { dumpJob } from "../../start/tenants.ts";
import type { Ground, Scenario, Step, Subject } from "../scenario.ts";
import {
  copyOf,
  dropCopy,
  dropInvestigator,
  investigatorOf,
  isQuiet,
  letIn,
  makeCopy,
  makeInvestigator,
  openDays,
  quieten,
} from "./forensic.ts";
import { forensicChecks } from "./forensic-checks.ts";
import { asPod } from "./objects.ts";
import { databaseNameOf, namespaceOf } from "./odoo.ts";
import { askAs, presentLogin, runningTenant, type ServerLogin } from "./server-logins.ts";

const timeoutSeconds = 900;
/** Its identity reads backups; its role makes databases and cannot open the tenant's (images/backup, provision). */
const restoreJob = "backup-verify";

export const forensicCopy: Scenario = {
  name: "forensic-copy",
  summary:
    "A tenant's database and files as they were at a backup, restored beside it for an investigation: quiet, without a route, closed to all but the investigators.",
  when: "Fraud, an attack or an auditor's question asks what stood in a tenant at a certain time, and nothing must be disturbed.",
  impact: "copy",
  functions: businessFunctions,
  measures: "response",
  unfit: ({ settings }) => (settings.role === "primary" ? undefined : "its database is a copy that takes no writes"),
  plan: (subject) => {
    const known: Known = { snapshot: "", restored: undefined, investigator: undefined };
    return {
      prepare: async (ground) => {
        known.snapshot = await takeBackup(ground);
        await clear(ground, known);
      },
      event: [ask],
      response: [find(subject, known), make(subject), restore(subject, known), quiet(subject), admit(subject, known)],
      checks: forensicChecks(subject, known),
      restore: (ground) => clear(ground, known),
    };
  },
};

/** What the steps find out for each other. */
interface Known {
  snapshot: string;
  /** Where the copy's files lie, as rclone takes it, and the pod that put them there. */
  restored: { readonly files: string; readonly pod: Pod } | undefined;
  investigator: ServerLogin | undefined;
}

async function takeBackup({ platform, subject, tell }: Ground): Promise<string> {
  const args = { namespace: namespaceOf(subject), name: dumpJob, timeoutSeconds };
  const { outcome } = await runEntryPoint(platform.api, platform.cluster, args);
  tell("a backup is taken");
  return String(outcome.snapshot);
}

const ask: Step = {
  title: "Ask what stood in the tenant",
  decides: "owner",
  type: [],
  simulated: "The drill asks for what stood there when it took its backup, a moment before.",
  expect: "Nothing changes; orders are saved as before.",
  worked: "Who asks, why and for which time is written down.",
  back: "Nothing to go back from.",
  run: async ({ tell }) => tell("somebody asks what stood in the database"),
};

const find = (subject: Subject, known: Known): Step => ({
  title: "Find the backup that the question is about",
  decides: "operator",
  type: [
    `kubectl --namespace ${namespaceOf(subject)} get jobs`,
    `kubectl --namespace ${namespaceOf(subject)} logs job/BACKUP-DUMP-JOB --tail 1`,
  ],
  simulated: "The drill has just taken it.",
  expect:
    "The last line of a backup's log names its snapshot and when it was taken; logs of older ones are in the cloud's.",
  worked: "SNAPSHOT is the one that was taken closest to what is asked for.",
  back: "Nothing to go back from.",
  run: async ({ tell }) => tell(`it is ${known.snapshot}`),
});

const as = (role: string, database: string, sql: string): string =>
  `PGUSER=${role} psql --dbname ${database} --command "${sql.replace(/\s+/g, " ").replaceAll('"', '\\"').replaceAll("$", "\\$")}"`;

const make = (subject: Subject): Step => {
  const statements = makeCopy(databaseNameOf(subject));
  return {
    title: "Make an empty database beside the tenant's, closed to everybody",
    decides: "operator",
    type: statements.map((sql) => as("VERIFY", "postgres", sql)),
    expect:
      "VERIFY is the login in the Secret backup-verify: it can make databases, and cannot open any tenant's. The server has room for one more.",
    worked: "Odoo's own login is refused there: permission denied for database.",
    back: as("VERIFY", "postgres", dropCopy(databaseNameOf(subject))),
    run: async (ground) => {
      const maker = await presentLogin(ground, "VERIFY");
      for (const sql of statements) await askAs(ground, maker, sql);
    },
  };
};

const restore = (subject: Subject, known: Known): Step => {
  const { name } = subject.tenant.metadata;
  const copy = copyOf(databaseNameOf(subject));
  return {
    title: "Restore the backup into it",
    decides: "operator",
    type: [
      `kubectl --namespace ${namespaceOf(subject)} create job forensic-copy --from cronjob/${restoreJob} --dry-run=client --output json |`,
      `  jq '.spec.template.spec.containers[0] |= (.args = ["restore"] | .env |= (map(select(.name != "PGDATABASE")) +`,
      `    [{name: "PGDATABASE", value: "${copy}"}, {name: "SNAPSHOT", value: "SNAPSHOT"}, {name: "FILES_REMOTE", value: "FILES"}]))' |`,
      "  kubectl create --filename -",
    ],
    expect: `FILES is FILES_REMOTE of cronjob/${dumpJob} with restores/${name}/forensic in the place of tenants/${name}. Every row and file is compared with what was written down when the backup was taken. The bucket deletes these files after 7 days.`,
    worked: `kubectl --namespace ${namespaceOf(subject)} logs job/forensic-copy ends with "verified":true.`,
    back: "A restore that was cut short goes on with the same lines; else drop the database, and make it again.",
    run: async ({ platform, ...ground }) => {
      const tenant = await runningTenant({ platform, ...ground });
      const files = rehearsalFolder(tenant.filesRemote, new Date());
      const variables = { PGDATABASE: copy, SNAPSHOT: known.snapshot, FILES_REMOTE: files };
      const { outcome, pod } = await runEntryPoint(platform.api, platform.cluster, {
        namespace: tenant.namespace,
        name: restoreJob,
        timeoutSeconds,
        change: (container) => ({
          ...container,
          args: ["restore"],
          env: withVariables(container.env ?? [], variables),
        }),
      });
      known.restored = { files, pod };
      ground.tell(`${outcome.rows ?? "no"} rows and ${outcome.files ?? "no"} files are there, and whole`);
    },
  };
};

const quiet = (subject: Subject): Step => {
  const copy = copyOf(databaseNameOf(subject));
  return {
    title: "Neutralise it",
    decides: "operator",
    type: [as("VERIFY", copy, quieten)],
    expect: "No Odoo is started on it; were one ever, it would send nothing, fetch nothing and run by no clock.",
    worked: `${as("VERIFY", copy, isQuiet)} prints t.`,
    back: "The backup is untouched: restore it again.",
    run: async (ground) => {
      const maker = await presentLogin(ground, "VERIFY");
      await askAs(ground, maker, quieten, copy);
      const found = await askAs(ground, maker, isQuiet, copy);
      if (found !== "t") throw new Error("the copy is not neutralised");
    },
  };
};

const admit = (subject: Subject, known: Known): Step => {
  const database = databaseNameOf(subject);
  return {
    title: `Let the investigators in, to read, for ${openDays} days`,
    decides: "owner",
    type: [
      as("ADMINISTRATOR", "postgres", makeInvestigator(database, "PASSWORD", "UNTIL")),
      as("VERIFY", copyOf(database), letIn(database)),
    ],
    expect:
      "They come in through the same way as an administrator of the cluster, with a login of their own, and see this one database.",
    worked: `${as(investigatorOf(database), copyOf(database), "SELECT count(*) FROM res_partner")} prints a number.`,
    back: `Afterwards drop the database, then: ${as("ADMINISTRATOR", "postgres", dropInvestigator(database))}`,
    run: async (ground) => {
      const until = new Date(Date.now() + openDays * 86_400_000).toISOString();
      const password = randomBytes(24).toString("base64url");
      await askAs(ground, await presentLogin(ground, "ADMIN"), makeInvestigator(database, password, until));
      await askAs(ground, await presentLogin(ground, "VERIFY"), letIn(database), copyOf(database));
      known.investigator = { of: "INVESTIGATOR", user: investigatorOf(database), password };
      const count = await askAs(ground, known.investigator, "SELECT count(*) FROM res_partner", copyOf(database));
      if (count === "0") throw new Error("the investigators find nothing in the copy");
    },
  };
};

/** The database first: the investigators' rights are in it. */
async function clear(ground: Ground, { restored }: Known): Promise<void> {
  const database = databaseNameOf(ground.subject);
  await askAs(ground, await presentLogin(ground, "VERIFY"), dropCopy(database));
  await askAs(ground, await presentLogin(ground, "ADMIN"), dropInvestigator(database));
  if (!restored) return;
  await asPod(ground, restored.pod, (_, identity) => removeFiles(ground.toolchain, restored.files, identity));
}
