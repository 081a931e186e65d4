/** The way of a tenant's database back to the second before it was spoilt (docs/rewind.md). */
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { jobs, runCronJob, untilFinished } from "../../../simulator/kubernetes/client/jobs.ts";
import { longshore } from "../operator.ts";
import type { Ground, Plan, Step, Subject } from "../scenario.ts";
import { askOwner } from "../sql.ts";
import { typedUp, up } from "../up.ts";
import { namespaceOf } from "./odoo.ts";

/** Seconds. */
const timeoutSeconds = 900;

/** @param mistake  SQL that spoils the data, and what is seen of it */
export function rewinding(subject: Subject, mistake: { readonly sql: string; readonly seen: string }): Plan {
  const { stack } = subject.place;
  let second = "";
  const note = (found: string) => {
    second = found;
  };
  return {
    event: [spoil(mistake, note)],
    response: [close(subject), goBack(subject, () => second), watch(subject)],
    restore: async (ground) => {
      await longshore(ground, subject.place, ["rewind", "--stack", stack, "--done"]);
      await up(ground, subject.place);
    },
  };
}

const spoil = (
  { sql, seen }: { readonly sql: string; readonly seen: string },
  note: (second: string) => void,
): Step => ({
  title: "Spoil the data",
  decides: "owner",
  type: [`psql --dbname DATABASE --command '${sql}'`],
  expect: seen,
  worked: "Odoo shows it.",
  back: "The response is the way back.",
  run: async (ground) => {
    // Whole seconds: nobody knows it better. What was committed in what is left of the last one is lost.
    note(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString().replace(".000Z", "Z"));
    await askOwner(ground, sql);
  },
});

const close = (subject: Subject): Step => ({
  title: "Close the database: what is written from now on would be lost",
  decides: "operator",
  type: [`kubectl --namespace ${namespaceOf(subject)} create job close-now --from cronjob/odoo-close`],
  expect: "Odoo answers with errors. Other tenants go on.",
  worked: `kubectl --namespace ${namespaceOf(subject)} wait --for condition=complete job/close-now`,
  back: "The same with cronjob/odoo-open lets Odoo in again.",
  run: async ({ platform }) => {
    const ended = await runCronJob(platform.api, {
      namespace: namespaceOf(subject),
      name: "odoo-close",
      timeoutSeconds,
    });
    if (!ended.succeeded) throw new Error(`${ended.job}: ${ended.message}`);
  },
});

const goBack = (subject: Subject, second: () => string): Step => {
  const { place, tenant } = subject;
  const name = tenant.metadata.name;
  return {
    title: "Go back to the second before",
    decides: "owner",
    type: [`npx longshore rewind --stack ${place.stack} --tenant ${name} --to SECOND`, typedUp(place.stack)],
    expect: "Pulumi makes one server beside the live one, and changes facts; no other resource changes.",
    worked: "The server is available.",
    back: `npx longshore rewind --stack ${place.stack} --done, and pulumi up: the server goes; cronjob/odoo-open opens the damaged database.`,
    run: async (ground) => {
      await longshore(ground, place, ["rewind", "--stack", place.stack, "--tenant", name, "--to", second()]);
      await up(ground, place);
    },
  };
};

const watch = (subject: Subject): Step => ({
  title: "Watch the database of then take the place of the damaged one",
  decides: "nobody",
  type: [
    `kubectl --namespace argocd annotate application odoo-${subject.tenant.metadata.name} argocd.argoproj.io/refresh=normal`,
    `kubectl --namespace ${namespaceOf(subject)} get jobs --watch`,
  ],
  expect:
    "Argo CD makes the Job odoo-rewind-…; it copies the database out of the new server, checks it and renames it.",
  worked: "The Job is Complete; Odoo shows the stock of then. The damaged database is NAME_damaged, closed.",
  back: "The damaged database keeps its data: an administrator can rename it back.",
  run: async ({ platform, tell }: Ground) => {
    const namespace = namespaceOf(subject);
    const job = await waitFor(platform.api, {
      resource: jobs,
      selection: { namespace },
      timeoutSeconds,
      what: "the Job that rewinds",
      until: (found) => found.find(({ metadata }) => metadata.name.startsWith("odoo-rewind-"))?.metadata.name,
    });
    const ended = await untilFinished(platform.api, { namespace, job, timeoutSeconds });
    if (!ended.succeeded) throw new Error(`${job}: ${ended.message}`);
    tell(`${job} is complete`);
  },
});
