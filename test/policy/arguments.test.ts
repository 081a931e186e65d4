import assert from "node:assert/strict";
import { loadCloud } from "../../components/clouds.ts";
import { Platform, type PlatformArgs } from "../../components/platform.ts";
import { rules } from "../../policy-pack/rules/index.ts";
import { toContext, toPlatformArgs } from "../../stacks/platform-args.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { type Registered, run } from "../components/mocks.ts";
import { harbor, writtenSettings } from "../components/platforms.ts";
import { azureWith } from "./support/azure.ts";
import { judge } from "./support/judge.ts";

/** Arguments that the components take and the settings' schema would refuse, or a stack could choose by mistake. */
const broken: Readonly<
  Record<string, { readonly rule: string; readonly change: (args: PlatformArgs) => PlatformArgs }>
> = {
  "cluster.reachability": {
    rule: "cluster-api-reachability",
    change: (args) => ({
      ...args,
      cluster: { ...args.cluster, reachability: { from: "ranges", ranges: ["0.0.0.0/0"] } },
    }),
  },
  "cluster.administrators": {
    rule: "cluster-administrators-are-roles",
    change: (args) => ({
      ...args,
      cluster: { ...args.cluster, administrators: ["arn:aws:iam::123456789012:user/ada"] },
    }),
  },
  "cluster.logDays, database.logDays, cache.logDays": {
    rule: "log-retention",
    change: (args) => ({ ...args, cluster: { ...args.cluster, logDays: 7 } }),
  },
  "network.egress": {
    rule: "egress-per-zone",
    change: (args) => ({ ...args, network: { ...args.network, egress: "single" } }),
  },
  "network.flowLogDays": {
    rule: "log-retention",
    change: (args) => ({ ...args, network: { ...args.network, flowLogDays: 1 } }),
  },
  "database.standby": {
    rule: "database-standby",
    change: (args) => ({ ...args, database: { ...args.database, standby: false } }),
  },
  "database.recoveryDays": {
    rule: "database-backups",
    change: (args) => ({ ...args, database: { ...args.database, recoveryDays: 0 } }),
  },
  "database.parameters": {
    rule: "database-statements-recorded",
    change: (args) => ({ ...args, database: { ...args.database, parameters: { log_min_duration_statement: "-1" } } }),
  },
  "cache.replicas": { rule: "cache-replicas", change: (args) => ({ ...args, cache: { ...args.cache, replicas: 0 } }) },
  "objects.oldVersionDays": {
    rule: "bucket-keeps-newest",
    change: (args) => ({ ...args, objects: { ...args.objects, oldVersionDays: 1 } }),
  },
  "objects.archiveLockDays": {
    rule: "archives-locked",
    change: (args) => ({ ...args, objects: { ...args.objects, archiveLockDays: 0 } }),
  },
  "secrets.recoveryDays": {
    rule: "deletion-can-be-undone",
    change: (args) => ({ ...args, secrets: { recoveryDays: 0 } }),
  },
  "budget.alerts": { rule: "budget-warns", change: (args) => ({ ...args, budget: { ...args.budget, alerts: [] } }) },
};

const chart = { name: "argo-cd", repository: "https://argoproj.github.io/argo-helm", version: "1.2.3", values: {} };

/** Azure has groups there, of which the settings' schema takes nothing but the id. */
const onlyAws = ["cluster.administrators"];

function assertTripped(resources: readonly Registered[], rule: string): void {
  const { violations } = judge(rules, resources);
  assert(
    violations.some((violation) => violation.rule === rule),
    violations.map(({ message }) => message).join("\n"),
  );
}

describe("an insecure argument of a component", function () {
  this.timeout(240_000);
  const settings = parseSettings(writtenSettings("aws-production"), "test");
  const sound = { ...toPlatformArgs(settings, [], undefined, chart), tenants: [harbor] };

  for (const [argument, { rule, change }] of Object.entries(broken))
    it(`${argument} trips ${rule}`, async () => {
      const cloud = await loadCloud("aws");
      const context = toContext("aws-production", settings);
      const { resources } = await run("aws-production", () => new Platform(context, change(sound), cloud));
      assertTripped(resources, rule);
    });

  for (const [argument, { rule, change }] of Object.entries(broken).filter(([name]) => !onlyAws.includes(name)))
    it(`${argument} trips ${rule} on Azure as well`, async () => {
      assertTripped(await azureWith(change), rule);
    });
});
