/** Passwords of the database are in somebody's hands who must not have them, or nobody's. */
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { applications, refreshApplication } from "../../../simulator/kubernetes/client/applications.ts";
import { jobs } from "../../../simulator/kubernetes/client/jobs.ts";
import { businessFunctions } from "../../../stacks/tiers.ts";
import { syncApplications } from "../../start/applications.ts";
import type { Ground, NamedCheck, Scenario, Step, Subject } from "../scenario.ts";
import { nothing, typedUp, up } from "../up.ts";
import { deployments, namespaceOf } from "./odoo.ts";
import { alone, beside, newDate, presentDates, writeDates } from "./password-dates.ts";
import {
  askAs,
  isProvisioning,
  presentLogin,
  presentLogins,
  type ServerLogin,
  stillOpen,
  system,
} from "./server-logins.ts";

/** Seconds for what Argo CD does, on a busy machine. */
const timeoutSeconds = 1200;

export const lostCredentials: Scenario = {
  name: "lost-credentials",
  summary:
    "Passwords of the tenants' database roles and of its administrator have leaked; all are made anew, and Odoo goes on.",
  when: "A password stands in a log, a ticket or a repository, whoever knew it has left in anger, or the audit trail shows a stranger reading a secret.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  unfit: () => undefined,
  plan: (subject) => {
    const known: Known = { leaked: [], date: "", before: [] };
    return {
      event: [leak(known)],
      response: [
        makeNew(subject, known),
        watchPods(subject, known),
        endSessions(known),
        lockOut(subject, known),
        watchLogins(subject, known),
      ],
      checks: checks(known),
    };
  },
};

/** What the steps find out for each other. */
interface Known {
  leaked: readonly ServerLogin[];
  /** Of the new passwords. */
  date: string;
  /** Names of the provisioning's Jobs before the last step but one. */
  before: readonly string[];
}

const leak = (known: Known): Step => ({
  title: "Leak every login of the database server",
  decides: "lead",
  type: [],
  simulated: "The drill reads the logins of the tenant's roles and of the administrator, and gets in with each.",
  expect: "Nothing is to be seen; orders are saved as before.",
  worked: "Each of them opens the database from inside the network.",
  back: "None: what was read is known. The response makes it worthless.",
  run: async (ground) => {
    known.leaked = await presentLogins(ground);
    for (const login of known.leaked) await askAs(ground, login, "SELECT 1");
    ground.tell(`${known.leaked.map(({ user }) => user).join(", ")} are in strange hands`);
  },
});

const setDate = (stack: string, setting: string, date: string): string =>
  `npx pulumi config set --stack ${stack} --path 'longshore:secrets.${setting}' ${date}`;
const simulated = "The drill writes the same dates where the simulator keeps what commands write.";

const makeNew = ({ place: { stack }, settings }: Subject, known: Known): Step => ({
  title: "Make new passwords for all, beside the present ones of the tenants",
  decides: "operator",
  type: [
    setDate(stack, "passwordDate", "TODAY"),
    setDate(stack, "tenantPasswordDates[1]", settings.secrets.tenantPasswordDates[0]),
    setDate(stack, "tenantPasswordDates[0]", "TODAY"),
    typedUp(stack),
  ],
  simulated,
  expect:
    "TODAY is a date such as 2026-11-22; the tenants' present one stands behind it. Passwords and secrets are made, nothing is replaced. The administrator's old password ends here.",
  worked: "Pulumi ends without an error.",
  back: "tenantPasswordDates with the former date alone, and pulumi up: pods go back to it.",
  run: async (ground) => {
    const dates = await presentDates(ground);
    known.date = newDate(dates, new Date());
    await writeDates(ground, beside(dates, known.date));
    await up(ground, ground.platform.place, { waitsFor: nothing });
  },
});

const watchPods = (subject: Subject, known: Known): Step => ({
  title: "Watch the pods come to the new passwords, one by one",
  decides: "nobody",
  type: [
    "kubectl --namespace argocd annotate application root argocd.argoproj.io/refresh=normal",
    `kubectl --namespace ${namespaceOf(subject)} rollout status deployment/odoo-web`,
    "kubectl --namespace argocd get applications",
  ],
  expect: "The provisioning makes new logins, then pods with the Secret odoo-TODAY take the place of those before.",
  worked: "Every Application is Synced and Healthy.",
  back: "A pod that stays on the old Secret says why: kubectl describe pod. The old password works until the next steps.",
  run: async ({ platform: { api }, tell }) => {
    await refreshApplication(api, "root");
    await waitFor(api, {
      resource: deployments,
      selection: { namespace: namespaceOf(subject), fields: "metadata.name=odoo-web" },
      timeoutSeconds,
      what: `pods with the Secret odoo-${known.date}`,
      until: ([found]) => (JSON.stringify(found?.spec ?? {}).includes(`odoo-${known.date}`) ? true : undefined),
    });
    const { items } = await api.list(applications, { namespace: "argocd" });
    const names = items.map(({ metadata }) => metadata.name);
    await syncApplications(api, names, () => undefined);
    tell(`all pods have the passwords of ${known.date}`);
  },
});

/** A changed password ends no session that is open. */
const others = "usename = current_user AND pid <> pg_backend_pid()";

const endSessions = (known: Known): Step => ({
  title: "End the sessions that the administrator's old password opened",
  decides: "operator",
  type: [`psql --dbname postgres --command "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}"`],
  expect: "As the administrator, with the new password. A line for each session that was open; mostly there is none.",
  worked: "The same statement once more returns no line.",
  back: "Nothing to go back from: only provisioning works as the administrator, and it begins again by itself.",
  run: async (ground) => {
    const administrator = await newOne(ground, known, "ADMIN");
    await askAs(ground, administrator, `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE ${others}`);
    const left = await askAs(ground, administrator, `SELECT count(*) FROM pg_stat_activity WHERE ${others}`);
    if (left !== "0") throw new Error(`${left} sessions of the administrator are still open`);
  },
});

const lockOut = ({ place: { stack }, settings: { link } }: Subject, known: Known): Step => {
  return {
    title: "Take the leaked passwords of the tenants off the list",
    decides: "operator",
    type: [
      `npx pulumi config rm --stack ${stack} --path 'longshore:secrets.tenantPasswordDates[1]'`,
      typedUp(stack),
      // The other stack has the same passwords, so that its logins work when it takes over.
      ...(link ? [`npx longshore link --stack ${link.peer}`, typedUp(link.peer)] : []),
    ],
    simulated: link ? `${simulated} The other stack stays as it is.` : simulated,
    expect: "Pulumi forgets the old passwords; the Secret in Odoo's environment stays as it is.",
    worked: "Pulumi ends without an error.",
    back: "None: a password that was taken off is gone. A pod that still had it is made anew: kubectl rollout restart.",
    run: async (ground) => {
      known.before = await provisioned(ground);
      await writeDates(ground, alone(known.date));
      await up(ground, ground.platform.place, { waitsFor: nothing });
    },
  };
};

const watchLogins = ({ tenant }: Subject, known: Known): Step => ({
  title: "Watch the old logins go",
  decides: "nobody",
  type: [
    "kubectl --namespace argocd annotate application root argocd.argoproj.io/refresh=normal",
    `kubectl --namespace ${system} get jobs --watch`,
  ],
  expect: `A new Job provision-${tenant.metadata.name}-… ends the sessions of the old logins and drops them.`,
  worked: "It is Complete, and psql with a leaked password is refused.",
  back: `A Job that fails says why: kubectl --namespace ${system} logs job/NAME. It can run again and again.`,
  run: async ({ platform: { api }, tell }) => {
    await refreshApplication(api, "root");
    const name = await waitFor(api, {
      resource: jobs,
      selection: { namespace: system },
      timeoutSeconds,
      what: "the Job that drops the old logins",
      until: (all) =>
        all.find(
          ({ metadata, status }) =>
            isProvisioning(tenant.metadata.name, metadata.name) &&
            !known.before.includes(metadata.name) &&
            (status?.conditions ?? []).some(({ type, status: is }) => type === "Complete" && is === "True"),
        )?.metadata.name,
    });
    tell(`${name} is complete`);
  },
});

const checks = (known: Known): readonly NamedCheck[] => [
  {
    name: "every leaked login is refused",
    by: "psql with each of them says: password authentication failed",
    run: async (ground) => {
      const found = await Promise.all(known.leaked.map((login) => stillOpen(ground, login)));
      return found.filter((words) => words !== undefined).join("; ") || undefined;
    },
  },
  {
    name: "every new login works",
    by: "the next backup and its verification succeed: kubectl get jobs",
    run: async (ground) => {
      for (const { of } of known.leaked) await askAs(ground, await newOne(ground, known, of), "SELECT 1");
      return known.leaked.length > 0 ? undefined : "nothing was leaked";
    },
  },
];

/** @throws Error where it is still the leaked one */
async function newOne(ground: Ground, { leaked }: Known, of: string): Promise<ServerLogin> {
  const found = await presentLogin(ground, of);
  if (!leaked.some(({ password }) => password === found.password)) return found;
  throw new Error(`the provisioning has no new password of ${of}`);
}

async function provisioned({ platform, subject }: Ground): Promise<readonly string[]> {
  const { items } = await platform.api.list(jobs, { namespace: system });
  return items.flatMap(({ metadata: { name } }) => (isProvisioning(subject.tenant.metadata.name, name) ? [name] : []));
}
