/** Argo CD is gone with everything that it knew. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { pods, type Resource } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { applications, isWell, untilApplications } from "../../../simulator/kubernetes/client/applications.ts";
import { businessFunctions } from "../../../stacks/tiers.ts";
import { syncApplications } from "../../start/applications.ts";
import type { Ground, Scenario, Step, Subject } from "../scenario.ts";
import { typedUp, up } from "../up.ts";

const namespace = "argocd";
/** Name of the Helm release (components/gitops/argocd.ts). */
const release = "argo-cd";
/** Seconds until what is deleted is gone. */
const goneSeconds = 300;

const applicationSets: Resource = {
  apiVersion: "argoproj.io/v1alpha1",
  kind: "ApplicationSet",
  plural: "applicationsets",
  namespaced: true,
};

export const lostArgoCd: Scenario = {
  name: "lost-argo-cd",
  summary: "Argo CD and all its Applications are gone; Odoo goes on serving, and one pulumi up brings everything back.",
  when: "The namespace argocd is empty or its pods do not come back; tenants work, but no change of Git arrives.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "response",
  unfit: () => undefined,
  plan: (subject) => {
    let before: readonly string[] = [];
    return {
      prepare: async ({ platform }) => {
        const { items } = await platform.api.list(applications, { namespace });
        before = items.map(({ metadata }) => metadata.name);
      },
      // In this order: while it runs, Argo CD makes its Applications anew.
      event: [loseArgoCd, loseApplications],
      response: [bringBack(subject), watchSync(() => before)],
      checks: [
        {
          name: "every Application is Synced and Healthy",
          by: `kubectl --namespace ${namespace} get applications`,
          run: async ({ platform }) => {
            const states = await untilApplications(platform.api, 60, () => true);
            const unwell = states.filter((state) => !isWell(state)).map(({ name }) => name);
            return unwell.length === 0 && states.length > 0 ? undefined : unwell.join(", ") || "there is none";
          },
        },
      ],
    };
  },
};

const loseApplications: Step = {
  title: "Delete all Applications, and nothing of what they made",
  decides: "lead",
  type: [
    `kubectl --namespace ${namespace} delete applicationsets --all --cascade=orphan`,
    `kubectl --namespace ${namespace} get applications --output name |`,
    `  xargs -n 1 kubectl --namespace ${namespace} patch --type merge --patch '{"metadata":{"finalizers":null}}'`,
    `kubectl --namespace ${namespace} delete applications --all`,
  ],
  expect: "No Application is left; pods of tenants stay as they are.",
  worked: `kubectl --namespace ${namespace} get applications finds nothing.`,
  back: "The response is the way back.",
  run: async ({ platform }) => {
    await removeAll(platform.api, applicationSets);
    await removeAll(platform.api, applications);
  },
};

/** Without finalizers, so that nothing of what they made goes with them. */
async function removeAll(api: Api, kind: Resource): Promise<void> {
  const { items } = await api.list(kind, { namespace });
  for (const { metadata } of items) {
    await api.patch(kind, { name: metadata.name, namespace }, { metadata: { finalizers: null } });
    await api.remove(kind, { name: metadata.name, namespace }, { propagation: "Orphan" });
  }
  await waitFor(api, {
    resource: kind,
    selection: { namespace },
    timeoutSeconds: goneSeconds,
    what: `the end of every ${kind.kind}`,
    until: (left) => left.length === 0 || undefined,
  });
}

const loseArgoCd: Step = {
  title: "Uninstall Argo CD",
  decides: "lead",
  type: [`helm --namespace ${namespace} uninstall ${release}`],
  expect: "Argo CD's pods end.",
  worked: `kubectl --namespace ${namespace} get pods finds nothing.`,
  back: "The response is the way back.",
  run: async ({ platform: { api, cluster }, toolchain }) => {
    const way = ["--kube-apiserver", cluster.server, "--kube-ca-file", cluster.caFile, "--kube-token", cluster.token];
    await promisify(execFile)(toolchain.bin.helm, ["--namespace", namespace, "uninstall", release, ...way]);
    await waitFor(api, {
      resource: pods,
      selection: { namespace },
      timeoutSeconds: goneSeconds,
      what: "the end of Argo CD's pods",
      until: (left) => left.length === 0 || undefined,
    });
  },
};

const bringBack = ({ place }: Subject): Step => ({
  title: "Install it again",
  decides: "operator",
  type: [typedUp(place.stack, ["--refresh"])],
  expect: "Pulumi finds the Helm release and the Application root missing, and makes both; it changes nothing else.",
  worked: `kubectl --namespace ${namespace} get application root shows it.`,
  back: "Running it again is safe; where it breaks off: npx longshore resume, then once more.",
  run: (ground) => up(ground, ground.platform.place, { options: ["--refresh"] }),
});

/** @param before  names of the Applications that there were */
const watchSync = (before: () => readonly string[]): Step => ({
  title: "Watch it sync",
  decides: "nobody",
  type: [`kubectl --namespace ${namespace} get applications --watch`],
  expect: "Application sets make all Applications anew; what they find in the cluster is what Git says.",
  worked: "Every Application is Synced and Healthy.",
  back: "An Application that stays OutOfSync says why: argocd app get NAME.",
  run: async ({ platform, tell }: Ground) => {
    const states = await syncApplications(platform.api, before(), () => undefined);
    tell(`${states.length} applications are synced and healthy`);
  },
});
