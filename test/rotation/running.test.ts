/** A new password on its way into running pods: the real External Secrets, the real Argo CD, the real Deployment. */
import assert from "node:assert/strict";
import type { Pod } from "../../simulator/kubernetes/api/model.ts";
import { pods, secrets } from "../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../simulator/kubernetes/api/wait.ts";
import { applications, isWell, untilApplications } from "../../simulator/kubernetes/client/applications.ts";
import { applyManifests } from "../../simulator/kubernetes/client/apply.ts";
import { installOperator } from "../simulator/kubernetes/operators.ts";
import { region, type Simulation, simulation } from "../simulator/kubernetes/simulation.ts";
import {
  application,
  databaseSecret,
  namespace,
  odooApplication,
  prepareNamespace,
  publishChart,
  putPasswords,
} from "./support/odoo.ts";

const [first, second, third] = ["2026-11-01", "2027-02-01", "2027-05-01"] as const;
const timeoutSeconds = 180;

describe("rotation in a running cluster", function () {
  this.timeout(2 * timeoutSeconds * 1000);
  let sim: Simulation;
  before(async () => {
    sim = await simulation();
    await installOperator(sim, "external-secrets");
    await installOperator(sim, "argo-cd");
    putPasswords(sim, first);
    await publishChart(sim);
    await prepareNamespace(sim, region);
    await apply(first);
    await untilPods((all) => all.length > 0 && all.every(hasSecret(first)) && all.every(isReady));
  });

  const apply = (current: string, previous?: string) => applyManifests(sim.api, [odooApplication(current, previous)]);
  const untilPods = (done: (all: readonly Pod[]) => boolean) =>
    waitFor(sim.api, {
      resource: pods,
      selection: { namespace },
      timeoutSeconds,
      what: "Odoo's pods",
      until: (all) => done(all) || undefined,
    });
  /** Values of a Secret, as soon as they are as they should be. */
  const untilSecret = (name: string, done: (values: Readonly<Record<string, string | undefined>>) => boolean) =>
    waitFor(sim.api, {
      resource: secrets,
      selection: { namespace, fields: `metadata.name=${name}` },
      timeoutSeconds,
      what: `the Secret ${name}`,
      until: ([found]) => {
        const entries = Object.entries(found?.data ?? {});
        const values = Object.fromEntries(
          entries.map(([key, value]) => [key, Buffer.from(value, "base64").toString()]),
        );
        return done(values) ? values : undefined;
      },
    });
  const untilWell = () =>
    untilApplications(sim.api, timeoutSeconds, (all) =>
      all.some((state) => state.name === application && isWell(state)),
    );

  it("rolls the pods onto a Secret with the new values, and at no moment is none ready", async () => {
    putPasswords(sim, second);
    await apply(second, first);
    let fewest = Number.POSITIVE_INFINITY;
    await untilPods((all) => {
      fewest = Math.min(fewest, all.filter(isReady).length);
      return all.length > 0 && all.every(hasSecret(second)) && all.every(isReady);
    });
    assert.ok(fewest >= 1, `${fewest} pods were ready`);
    // KWOK starts a pod before its Secret is there; a kubelet waits for it.
    const value = await untilSecret(`odoo-${second}`, ({ PGUSER }) => PGUSER !== undefined);
    assert.equal(value.PGUSER, "odoo_velmora_nord_20270201");
    assert.equal(value.PGPASSWORD, `database-${second}`);
    assert.match(value.ODOO_SESSION_REDIS_URL ?? "", new RegExp(`:cache-${second}@`));
  });

  it("reaches at once what keeps its name: PgBouncer's users and the backups' Secrets", async () => {
    const shared = (dates: string) => `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: shared, annotations: { longshore.dev/password-dates: "${dates}" } }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: SecretStore, name: tenant }
  target: { name: shared }
  data: [{ secretKey: PASSWORD, remoteRef: { key: ${databaseSecret}, property: password } }]`;
    await sim.apply(namespace, shared(second));
    await untilSecret("shared", ({ PASSWORD }) => PASSWORD === `database-${second}`);
    putPasswords(sim, third);
    await sim.apply(namespace, shared(`${third} ${second}`));
    await untilSecret("shared", ({ PASSWORD }) => PASSWORD === `database-${third}`);
  });

  it("is Synced afterwards, and the old Secret has gone with the pods that had it", async () => {
    await waitFor(sim.api, {
      resource: secrets,
      selection: { namespace },
      timeoutSeconds,
      what: "the end of the old Secret",
      until: (all) => !all.some(({ metadata }) => metadata.name === `odoo-${first}`) || undefined,
    });
    await untilWell();
    const hard = { metadata: { annotations: { "argocd.argoproj.io/refresh": "hard" } } };
    await sim.api.patch(applications, { name: application, namespace: "argocd" }, hard);
    await waitFor(sim.api, {
      resource: applications,
      selection: { namespace: "argocd", fields: `metadata.name=${application}` },
      timeoutSeconds,
      what: "another look by Argo CD",
      until: ([found]) => !found?.metadata.annotations?.["argocd.argoproj.io/refresh"] || undefined,
    });
    await untilWell();
  });
});

const hasSecret = (date: string) => (pod: Pod) =>
  pod.spec.containers.some(({ envFrom = [] }) => envFrom.some(({ secretRef }) => secretRef?.name === `odoo-${date}`));

const isReady = ({ metadata, status }: Pod): boolean =>
  !metadata.deletionTimestamp &&
  (status?.conditions ?? []).some(({ type, status: state }) => type === "Ready" && state === "True");
