/** One web pod of a tenant ends without warning. */
import { pods } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { Ground, Scenario, Step, Subject } from "../scenario.ts";
import { isReady, namespaceOf, readyWebPods, untilAvailable, webPods } from "./odoo.ts";

/** Seconds that Kubernetes gets: Odoo's own start-up probe allows five minutes (gitops/odoo, web.yaml). */
const timeoutSeconds = 600;

export const lostPod: Scenario = {
  name: "lost-pod",
  summary: "One of the pods that serve people ends without warning; Kubernetes starts another one.",
  when: "A web pod is gone or restarts, people see an error for seconds or minutes; everything else is well.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  unfit: () => undefined,
  plan: (subject) => ({ event: [endPod(subject)], response: [watchPods(subject)] }),
};

const endPod = (subject: Subject): Step => ({
  title: "End a web pod at once",
  decides: "operator",
  type: [
    `kubectl --namespace ${namespaceOf(subject)} get pods --selector ${webPods}`,
    `kubectl --namespace ${namespaceOf(subject)} delete pod POD --grace-period=0 --force`,
  ],
  expect: "The pod is gone; requests that it had in hand break off.",
  worked: "The pod is no longer listed.",
  back: "Nothing to go back from: its Deployment makes another one.",
  run: endFirst,
});

async function endFirst(ground: Ground): Promise<void> {
  const { api } = ground.platform;
  const [{ metadata }] = await readyWebPods(ground);
  const { name, namespace = "", uid } = metadata;
  await api.remove(pods, { name, namespace }, { gracePeriodSeconds: 0 });
  await waitFor(api, {
    resource: pods,
    selection: { namespace, fields: `metadata.name=${name}` },
    timeoutSeconds,
    what: `the end of pod ${name}`,
    until: (found) => found.every((pod) => pod.metadata.uid !== uid || !isReady(pod)) || undefined,
  });
}

const watchPods = (subject: Subject): Step => ({
  title: "Watch Kubernetes start another pod",
  decides: "nobody",
  type: [`kubectl --namespace ${namespaceOf(subject)} rollout status deployment/odoo-web --timeout=10m`],
  expect: "A new pod becomes ready: half a minute to some minutes, as Odoo loads its modules.",
  worked: 'The command ends with "successfully rolled out", and a page of Odoo opens.',
  back: `Where the new pod does not become ready: kubectl --namespace ${namespaceOf(subject)} describe pods --selector ${webPods} says why; a bad release goes back by docs/odoo-upgrades.md.`,
  run: (ground) => untilAvailable(ground, timeoutSeconds),
});
