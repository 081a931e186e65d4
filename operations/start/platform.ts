/** The way of a platform from nothing to a verified restore. */
import { join } from "node:path";
import { isAwake } from "../../components/standby.ts";
import { rules } from "../../policy-pack/rules/index.ts";
import { isRegionless } from "../../simulator/cloud/catalogue.ts";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { ensureStack } from "../../simulator/engine/stack.ts";
import { connectCluster } from "../../simulator/kubernetes/connect.ts";
import { modelledDuration } from "../../simulator/modelled.ts";
import { workTree } from "../../simulator/paths.ts";
import { startCurrentSimulator } from "../../simulator/start.ts";
import type { Screen } from "../../simulator/toolchain/progress.ts";
import { estimate } from "../cost/estimate.ts";
import { parseResources } from "../cost/resources.ts";
import { toSettings } from "../settings.ts";
import { readConfig } from "../stack-file.ts";
import type { StackPlace } from "../stacks.ts";
import { exportState } from "../state.ts";
import { setUpTools } from "../tools.ts";
import { nameOf } from "../urn.ts";
import { expectedApplications, syncApplications } from "./applications.ts";
import { withoutCredentials } from "./cloud-identity.ts";
import { inClusterOf } from "./in-cluster.ts";
import { linkBack, linkFirst } from "./link.ts";
import { openHours } from "./open-hours.ts";
import type { Options } from "./options.ts";
import { raise } from "./raise.ts";
import { realityOf } from "./reality.ts";
import { rehearse } from "./rehearsal.ts";
import { applicationsOf, policyOf, type Report } from "./report.ts";
import { Steps } from "./steps.ts";
import { asleep, type Found } from "./summary.ts";
import { findTenants } from "./tenants.ts";

const gitops = join(workTree, "gitops");

/** @throws Error that says what went wrong and what to do next */
export async function runPlatform(place: StackPlace, { rows }: Options, screen: Screen): Promise<Found> {
  const began = performance.now();
  const steps = new Steps(screen, 6);
  const { result: toolchain, seconds: setup } = await steps.run(
    "Tools",
    () => setUpTools(),
    ({ origins }) => `${Object.keys(origins).length} are there`,
  );
  const { result: begun } = await steps.run(
    "Simulator",
    () => begin(place),
    ({ client, opened }) => [`runs in ${client.paths.home}`, ...opened].join("; "),
  );
  const { client, environment, engine, settings } = begun;
  const raised = await raise(client, place, engine, steps);
  const { changes, violations } = raised;
  const sender = await linkBack(client, place, settings);
  const cluster = isAwake(settings, settings.link) ? await clusterOf(client, place) : undefined;
  const inside = cluster && {
    ...{ client, cluster, toolchain },
    api: connectCluster(cluster),
    internet: withoutCredentials(environment),
  };
  try {
    const synced = await steps.run(
      "Argo CD",
      async (tell) => (inside ? syncApplications(inside.api, expectedApplications(gitops, place.platform), tell) : []),
      (states) => (inside ? `${states.length} applications are synced and healthy` : asleep),
    );
    // Odoo rests on a recovery: there is nothing of its own to bring back.
    const tenant =
      inside && settings.role === "primary" ? (await findTenants(inside.api)).find(({ copy }) => !copy) : undefined;
    const { result: rehearsal } = await steps.run(
      "Backup",
      async (tell) => inside && tenant && rehearse(inside, tenant, rows, tell),
      (done) => (done ? `${done.rows} rows and ${done.files} files are back` : "no tenant works here"),
    );
    const state = await exportState({ folder: workTree, stack: place.stack, environment: engine });
    const bill = estimate(parseResources(state), inside && (await inClusterOf(inside.api)));
    const { resources } = await client.status();
    const here = resources.filter(
      ({ account, region }) => account === place.account && (region === place.region || isRegionless(region)),
    );
    const changed = changes.create + changes.update + changes.delete > 0;
    const report: Report = {
      stack: place.stack,
      cloud: place.cloud,
      resources: changes,
      policy: policyOf(rules.length, violations),
      applications: applicationsOf(synced.result),
      backup: rehearsal ? withoutTenant(rehearsal) : null,
      modelled: changed ? await modelledOf(client, place, state) : { seconds: 0, criticalPath: [] },
      cost: { monthly: bill.monthly || null, currency: bill.currency },
      seconds: {
        setup,
        up: raised.seconds,
        sync: synced.seconds,
        total: Math.round((performance.now() - began) / 100) / 10,
      },
    };
    return {
      report,
      place,
      violations,
      rehearsal,
      sender,
      reality: await realityOf(inside?.api, here, toolchain),
      estimate: bill,
    };
  } finally {
    inside?.api.close();
  }
}

/** A simulator that holds the work tree's `gitops/` and knows the stack. */
async function begin(place: StackPlace) {
  const client = await startCurrentSimulator();
  await client.publish(place.branch);
  const opened = await openHours(client, place, new Date());
  const environment = await client.environment(place.account, place.region);
  const engine = withPath(engineHome(client.paths), environment);
  await ensureStack(client.paths, place, engine);
  const settings = toSettings(readConfig(workTree, place.stack, engine), place.stack);
  const linked = await linkFirst(client, place, settings);
  return { client, environment, engine, settings, opened: [...opened, ...linked] };
}

async function clusterOf(client: SimulatorClient, { stack, account, region }: StackPlace) {
  const [cluster] = await client.clusters(account, region);
  if (!cluster) throw new Error(`${stack} has no running cluster in ${account}, ${region}`);
  return cluster;
}

async function modelledOf(client: SimulatorClient, { stack }: StackPlace, state: unknown): Promise<Report["modelled"]> {
  const { operations } = await client.operations(stack);
  const { makespan, path } = modelledDuration(operations, state);
  return {
    seconds: Math.round(makespan),
    criticalPath: path.map(({ urn, seconds }) => ({ resource: nameOf(urn), seconds: Math.round(seconds) })),
  };
}

const withoutTenant = ({ tenant: _, ...rest }: NonNullable<Found["rehearsal"]>): Report["backup"] => rest;
