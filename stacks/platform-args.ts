/** What settings and tenants mean for the components, which know neither Pulumi's configuration nor any file. */
import type { Context } from "../components/contracts/context.ts";
import type { ArgoCdChart } from "../components/gitops/chart.ts";
import type { PlatformArgs } from "../components/platform.ts";
import { platformTags } from "../components/tags.ts";
import { toAccessArgs } from "./access.ts";
import type { StackConfig } from "./config.ts";
import { InvalidInput } from "./problems.ts";
import type { Settings } from "./settings.ts";
import type { Tenant } from "./tenant.ts";
import { liftedWindows, liftOf } from "./windows/recovery.ts";

/** Longest prefix that leaves room for the rest of a physical name. */
const prefixLimit = 24;

/** @throws InvalidInput where the stack's name is too long, or made of other letters, to begin physical names */
export function toContext(stack: string, settings: Settings): Context {
  const { cloud, environment, role, tier, account, region, zones, domain, owner } = settings;
  return {
    stack,
    cloud,
    environment,
    role,
    tier,
    prefix: toPrefix(stack, cloud),
    account,
    directory: settings.cloud === "azure" ? settings.directory : undefined,
    region,
    zones,
    domain,
    tags: platformTags({ stack, environment, businessUnit: owner.businessUnit, costCenter: owner.costCenter }),
  };
}

/** `aws-production` begins its names with `longshore-production`: the cloud is plain from where they stand. */
function toPrefix(stack: string, cloud: string): string {
  const own = stack.startsWith(`${cloud}-`) ? stack.slice(cloud.length + 1) : stack;
  const prefix = `longshore-${own}`;
  if (/^[a-z][a-z0-9-]*[a-z0-9]$/.test(prefix) && prefix.length <= prefixLimit) return prefix;
  const room = prefixLimit - "longshore-".length;
  const fits = `${cloud}- and then 1 to ${room} lower-case letters, digits and dashes`;
  throw new InvalidInput([{ path: "the stack's name", found: stack, fits }]);
}

export function toPlatformArgs(
  settings: Settings,
  tenants: readonly Tenant[],
  credential: StackConfig["credential"],
  chart: ArgoCdChart,
  linkSecrets: StackConfig["linkSecrets"] = {},
  now = new Date(),
): PlatformArgs {
  const { network, cluster, database, cache, objects, secrets, maintenance, budget, gitops, mirrors, owner } = settings;
  const { rewind } = settings;
  const { passwordDate } = secrets;
  const { logDays } = cluster;
  const lift = liftOf(settings, now);
  const windows =
    lift &&
    liftedWindows(
      tenants.map(({ spec }) => spec),
      lift,
    );
  return {
    network,
    cluster: { ...cluster, maintenance },
    database: { ...database, maintenance, passwordDate, logDays },
    cache: { ...cache, maintenance, logDays },
    objects,
    secrets,
    tenantPasswordDates: secrets.tenantPasswordDates,
    link: settings.link,
    copies: settings.copies,
    linkSecrets,
    dns: { home: settings.cloud === "azure" ? settings.dns?.region : undefined },
    budget,
    access: toAccessArgs(settings),
    tenants: tenants.map(({ metadata, spec }, index) => ({
      name: metadata.name,
      businessUnit: spec.businessUnit,
      isolation: spec.isolation,
      ring: spec.ring,
      credentials: credentialsOf(spec),
      ...(spec.copyOf === undefined ? {} : { copyOf: spec.copyOf }),
      ...(windows ? { quietWindows: windows[index] ?? "[]" } : {}),
      ...(rewind?.tenants.includes(metadata.name) ? { rewindTo: rewind.to } : {}),
    })),
    gitops: {
      ...gitops,
      chartMirror: mirrors.charts ?? "",
      imageMirror: mirrors.images ?? "",
      contact: owner.contact,
      signOn: settings.signOn,
      windowsLifted: lift?.why,
      chart,
      credential,
    },
  };
}

/** Each once: several integrations, and the mail, may log in with the same. */
const credentialsOf = ({ integrations, mail }: Tenant["spec"]): readonly string[] => [
  ...new Set([...integrations, ...(mail ? [mail] : [])].map(({ credential }) => credential)),
];
