/**
 * The settings of a stack: `Pulumi.<stack>.yaml` writes what differs from its environment's recipe (`recipes.ts`), this
 * file says what may be written. Nothing else in the program reads Pulumi configuration.
 */
import * as z from "zod";
import { rangeProblem } from "../components/addressing.ts";
import { deviationProblem } from "../components/postgresql.ts";
import { access, accessProblems, operatingModel, signOn } from "./access.ts";
import { azureLimits } from "./azure-limits.ts";
import { copies } from "./copies.ts";
import { exemptionList, exemptionProblems } from "./exemptions.ts";
import { link, linkProblems } from "./link.ts";
import { merge, recipe } from "./recipes.ts";
import { rewind } from "./rewind.ts";
import { cidr, flag, hostname, list, mail, oneOf, parse, section, text, uuid, whole } from "./schema.ts";
import { tierNames, tiers } from "./tiers.ts";
import { liftProblem } from "./windows/recovery.ts";

const size = oneOf(["small", "medium", "large", "xlarge"]);

const platformRange = () =>
  text(
    /^(10|172|192)\.\d{1,3}\.\d{1,3}\.0\/1[6-9]$/,
    "a private IPv4 range from /16 to /19, for example 10.40.0.0/16",
  ).superRefine((range, problems) => {
    const fits = rangeProblem(range);
    if (fits) problems.addIssue({ code: "custom", message: fits });
  });

const aDate = () => z.iso.date({ error: 'a date in quotes, for example "2026-11-01"' });

const passwordDates = z
  .tuple([aDate(), aDate().optional()], {
    error: 'one date or two in quotes, the one in use first, for example ["2027-02-01", "2026-11-01"]',
  })
  .refine(([current, previous]) => previous === undefined || previous < current, {
    error: "the newer date first",
  });

/** Fields that mean the same on both clouds. */
const common = {
  environment: oneOf(["development", "staging", "production"]),
  role: oneOf(["primary", "recovery"]),
  tier: oneOf(tierNames),
  /** DNS zone that this platform serves. */
  domain: hostname(),
  /** Written on every resource as cost tags. */
  owner: section({
    businessUnit: text(
      /^[a-z][a-z0-9-]{1,30}$/,
      "2 to 31 lower-case letters, digits and dashes, starting with a letter",
    ),
    costCenter: text(/^[A-Za-z0-9-]{1,30}$/, "1 to 30 letters, digits and dashes"),
    contact: mail(),
  }),
  network: section({
    cidr: platformRange(),
    egress: oneOf(["per-zone", "single"]),
    flowLogDays: whole(1, 3653, "days"),
  }),
  cluster: section({
    version: text(/^1\.\d{2}$/, "a Kubernetes minor version, for example 1.35"),
    reachability: z.discriminatedUnion(
      "from",
      [
        section({ from: z.literal("network") }),
        section({
          from: z.literal("ranges"),
          ranges: list(
            cidr().refine((range) => !range.endsWith("/0"), { error: "a range narrower than the whole internet" }),
            "a list of ranges",
          ).min(1, {
            error: "at least one range",
          }),
        }),
      ],
      { error: "from: network, or from: ranges with the ranges that Pulumi runs from" },
    ),
    administrators: list(z.string({ error: "a role ARN or an Entra group id" }).min(1), "a list of administrators").min(
      1,
      {
        error: "at least one administrator, or nobody can repair the cluster",
      },
    ),
    /** Of the control plane, and of database and cache as well. */
    logDays: whole(1, 3653, "days"),
  }),
  database: section({
    version: text(/^1[6-8]$/, "a PostgreSQL major version from 16 to 18"),
    /** The version that is left, while a major upgrade is meant; without it the cloud refuses one (docs/upgrades.md). */
    upgradeFrom: text(/^1[5-7]$/, "the PostgreSQL major version that is left, from 15 to 17").optional(),
    size,
    storageGib: whole(20, 65_536, "GiB"),
    maximumStorageGib: whole(20, 65_536, "GiB"),
    standby: flag(),
    replicas: whole(0, 5, "replicas"),
    recoveryDays: whole(1, 35, "days"),
    /** Azure only: Entra groups whose members open the database with their own identity. */
    administrators: list(
      section({ name: text(/\S/, "the group's name"), id: uuid("the group's object id") }),
      "a list of Entra groups, each with name and id",
    ),
    parameters: z.record(z.string(), z.string({ error: "the value in quotes" }), {
      error: "parameter names with their values",
    }),
  }),
  cache: section({ size, replicas: whole(0, 5, "replicas") }),
  objects: section({ archiveLockDays: whole(1, 3653, "days"), oldVersionDays: whole(7, 3653, "days") }),
  secrets: section({
    recoveryDays: whole(7, 30, "days"),
    /** Date of the database administrator's password: another date makes a new one (`rotation.ts`). */
    passwordDate: aDate(),
    /** Of the tenants' passwords, the one in use first; one that was in use stays listed until no pod holds it any more. */
    tenantPasswordDates: passwordDates,
  }),
  /** Weekly, in UTC: clouds know no daylight saving. */
  maintenance: section({
    day: oneOf(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
    hour: whole(0, 23, "hours UTC"),
    // At most half a day, so that the daily backup finds its place outside.
    minutes: whole(60, 720, "minutes"),
  }),
  budget: section({
    monthly: whole(1, 10_000_000, "US dollars"),
    alerts: list(mail(), "a list of mail addresses").min(1, { error: "at least one mail address" }),
  }),
  gitops: section({
    repository: text(/^https:\/\/\S+\.git$/, "an https URL that ends in .git"),
    revision: text(/^[\w][\w./-]*$/, "a branch, tag or commit"),
  }),
  /** Who may sync, approve, read secrets, open databases and restore (docs/operating-models.md). */
  operatingModel,
  access,
  signOn,
  /** The stack that recovers this one, or that this one recovers (docs/recovery-stacks.md). */
  link,
  /** The stack that receives copies of the backups, in another account or on the other cloud (docs/recovery-stacks.md). */
  copies,
  /** Tenants whose databases go back to an earlier second; taken out again when that is done (docs/rewind.md). */
  rewind,
  /** What stood before the stack and is taken over instead of made (`adoption.ts`). */
  adopt: list(
    section({
      type: text(/^[a-z-]+:[\w/]+:\w+$/, "a Pulumi type, for example aws:ec2/vpc:Vpc"),
      /** The resource's name in the program, the last part of its URN. */
      name: text(/^[\w-]+$/, "the resource's name, as a preview shows it"),
      /** What the cloud calls it: the id that `pulumi import` takes for its type. */
      id: text(/\S/, "the id that pulumi import takes for this type"),
      /** Properties that stay as they are; `["*"]` is all of them, and changes nothing. */
      keep: list(text(/\S/, "a property, or *"), "a list of properties").default(["*"]),
    }),
    "a list of resources, each with type, name and id",
  ),
  mirrors: section({
    /** Base URL under which each chart repository stands by its component's name. */
    charts: text(/^https:\/\/\S+$/, "an https URL").optional(),
    /** Registry host and path that stands in front of every image. */
    images: text(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/, "a registry host, with a path if need be").optional(),
  }),
  /** From rules of the policy pack, which reads them by itself. */
  exemptions: exemptionList,
};

const aws = section({
  ...common,
  cloud: z.literal("aws"),
  account: text(/^\d{12}$/, "an AWS account id of 12 digits, in quotes"),
  region: text(/^[a-z]{2}-[a-z]+-\d$/, "an AWS region, for example eu-central-1"),
  zones: list(
    text(/^[a-z]{2}-[a-z]+-\d[a-z]$/, "a zone of the region, for example eu-central-1a"),
    "a list of three zones",
  ).length(3, { error: "three zones" }),
});

const azureRegion = () => text(/^[a-z]+\d?$/, "an Azure region, for example germanywestcentral");

const azure = section({
  ...common,
  cloud: z.literal("azure"),
  /** Entra directory in which the subscription's identities live. */
  directory: uuid("the id of the Entra directory"),
  account: uuid("an Azure subscription id"),
  region: azureRegion(),
  /** Where Azure keeps what it notes of the DNS zone; a stack with a link names one that is lost with neither side. */
  dns: section({ region: azureRegion() }).optional(),
  zones: list(text(/^[1-3]$/, 'a zone number, "1" to "3"'), "a list of three zones").length(3, {
    error: "three zones",
  }),
});

/** Rules that hold between settings. */
const schema = z
  .discriminatedUnion("cloud", [aws, azure], { error: "cloud: aws or cloud: azure" })
  .superRefine((settings, problems) => {
    const refuse = (path: string, message: string) =>
      problems.addIssue({ code: "custom", path: path.split("."), message });
    const { environment, tier, database, cache, network, zones, region } = settings;
    if (settings.cloud === "aws" && zones.some((zone) => !zone.startsWith(region)))
      refuse("zones", `zones of ${region}`);
    settings.cluster.administrators.forEach((principal, index) => {
      if (settings.cloud === "aws" && !principal.startsWith(`arn:aws:iam::${settings.account}:role/`))
        refuse(`cluster.administrators.${index}`, `the ARN of an IAM role of account ${settings.account}`);
    });
    if (settings.cloud === "azure") for (const { path, fits } of azureLimits(settings)) refuse(path, fits);
    else if (database.administrators.length > 0)
      refuse("database.administrators", "none: people log in to RDS with passwords here");
    if (new Set(zones).size < zones.length) refuse("zones", "three different zones");
    for (const [name, value] of Object.entries(database.parameters)) {
      const fits = deviationProblem(database.size, name, value);
      if (fits) problems.addIssue({ code: "custom", path: ["database", "parameters", name], message: fits });
    }
    if (Number(database.upgradeFrom) >= Number(database.version))
      refuse("database.upgradeFrom", `older than ${database.version}, the version that is wanted`);
    if (database.maximumStorageGib < database.storageGib)
      refuse("database.maximumStorageGib", `at least ${database.storageGib}, the storage it starts with`);
    if (tier !== "restore" && !database.standby) refuse("database.standby", `true, because the tier is ${tier}`);
    if (tier !== "restore" && cache.replicas < 1) refuse("cache.replicas", `at least 1, because the tier is ${tier}`);
    if (tier !== "restore" && network.egress !== "per-zone")
      refuse("network.egress", `per-zone, because the tier is ${tier}`);
    const { pointInTimeDays } = tiers[tier];
    if (environment === "production" && database.recoveryDays < pointInTimeDays)
      refuse("database.recoveryDays", `at least ${pointInTimeDays} in production`);
    for (const { path, fits } of accessProblems(settings)) refuse(path, fits);
    for (const { path, fits } of linkProblems(settings)) refuse(path, fits);
    const lifted = liftProblem(settings, new Date());
    if (lifted) refuse("link.windowsLiftedUntil", lifted);
    for (const { path, fits } of exemptionProblems(settings.exemptions, new Date())) refuse(path, fits);
  });

/** Settings of one stack, complete and checked. */
export type Settings = Readonly<z.output<typeof schema>>;

/** Names that may stand behind `longshore:` in a stack's file. */
export const settingNames: readonly string[] = Object.keys(azure.shape);

/**
 * Fills what a stack leaves open from its environment's recipe and checks all of it.
 * @param written  what the stack's file says, by name
 * @param file     its path, for messages
 * @throws InvalidInput with path, found and fits of everything that is wrong
 */
export function parseSettings(written: Readonly<Record<string, unknown>>, file: string): Settings {
  // Without its environment's recipe everything else would be missing too, and nobody would see the one mistake.
  parse(z.looseObject({ environment: common.environment }), written, `${file} longshore:`);
  return parse(schema, merge(recipe(written), written), `${file} longshore:`);
}
