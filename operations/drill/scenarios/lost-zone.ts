/** One zone of the region loses its power. */
import { nodes, pods } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { Ground, Scenario, Step, Subject } from "../scenario.ts";
import { awsFailover, azureFailover, databaseServer, failoverTime } from "./database-server.ts";
import { isReady, namespaceOf, readyWebPods, untilAvailable, webPods } from "./odoo.ts";

const zoneLabel = "topology.kubernetes.io/zone";
/** Seconds: five minutes until pods leave a lost node (Kubernetes' default toleration), then the new ones' start. */
const timeoutSeconds = 1200;

export const lostZone: Scenario = {
  name: "lost-zone",
  summary:
    "A zone loses its power: its machines are gone, the database's standby takes over where the server stood there.",
  when: "Nodes of one zone are NotReady together, the cloud's status page names the zone; the other zones answer.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  unfit: ({ settings }) =>
    settings.database.standby ? undefined : "its database has no standby in another zone (database.standby is false)",
  plan: (subject) => {
    let zone: string | undefined;
    return {
      // The database's zone, which is the one that hurts most, where its cloud says which that is.
      event: [
        losePower(subject, async (ground) => {
          const server = await databaseServer(ground);
          zone = server.zone ?? (await zoneOfWebPod(ground));
          ground.tell(`zone ${zone} goes off`);
          const from = ground.now();
          await ground.simulator.switchZone(zone, "off");
          if (zone === server.zone) ground.cloudTook(failoverTime(ground.now() - from));
        }),
      ],
      response: [watchPods(subject, () => zone)],
      restore: async ({ simulator }) => {
        if (zone !== undefined) await simulator.switchZone(zone, "on");
      },
    };
  },
};

async function zoneOfWebPod(ground: Ground): Promise<string> {
  const [{ spec }] = await readyWebPods(ground);
  const node = await ground.platform.api.get(nodes, spec.nodeName ?? "");
  const zone = node?.metadata.labels?.[zoneLabel];
  if (zone === undefined) throw new Error(`node ${spec.nodeName} has no label ${zoneLabel}`);
  return zone;
}

const losePower = (subject: Subject, run: Step["run"]): Step => ({
  title: "Take a zone away",
  decides: "lead",
  type: [
    `kubectl get nodes --label-columns ${zoneLabel}`,
    `kubectl delete nodes --selector ${zoneLabel}=ZONE`,
    subject.place.cloud === "aws" ? awsFailover(subject) : azureFailover(subject),
  ],
  simulated: "The zone is switched off: its machines answer nothing, and a database server in it fails over.",
  expect: "Pods of that zone are gone; the database answers again after one or two minutes, under the same name.",
  worked: "No node of the zone is Ready.",
  back: "Nothing to go back from: the cloud brings machines and standby into zones that answer.",
  run,
});

const watchPods = (subject: Subject, zone: () => string | undefined): Step => ({
  title: "Watch pods start in the other zones",
  decides: "nobody",
  type: [
    `kubectl --namespace ${namespaceOf(subject)} get pods --selector ${webPods} --output wide`,
    `kubectl --namespace ${namespaceOf(subject)} rollout status deployment/odoo-web --timeout=20m`,
  ],
  expect: "New machines come up in the other zones, pods become ready there.",
  worked: "Every web pod that is ready stands on a node of another zone, and a page of Odoo opens.",
  back: "Where pods wait for machines: kubectl describe pod says which resource is short; another zone needs the cloud's quota.",
  run: async (ground) => {
    const { api } = ground.platform;
    const { items } = await api.list(nodes);
    const dark = new Set(
      items.filter(({ metadata }) => metadata.labels?.[zoneLabel] === zone()).map((node) => node.metadata.name),
    );
    await waitFor(api, {
      resource: pods,
      selection: { namespace: namespaceOf(subject), labels: webPods },
      timeoutSeconds,
      what: "a web pod in another zone",
      until: (found) => found.some((pod) => isReady(pod) && !dark.has(pod.spec.nodeName ?? "")) || undefined,
    });
    await untilAvailable(ground, timeoutSeconds);
  },
});
