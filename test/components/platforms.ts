/** Whole platforms under mocks: the sample stacks, with what a test wants to be otherwise. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { loadCloud } from "../../components/clouds.ts";
import type { CloudName } from "../../components/contracts/context.ts";
import { Platform } from "../../components/platform.ts";
import type { TenantArgs } from "../../components/tenant.ts";
import { toContext, toPlatformArgs } from "../../stacks/platform-args.ts";
import { merge } from "../../stacks/recipes.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { type Run, run } from "./mocks.ts";

type Document = Readonly<Record<string, unknown>>;

export const stacksFolder = join(import.meta.dirname, "..", "..", "stacks");

/** What a stack's file says, by name without `longshore:`. */
export function writtenSettings(stack: string): Document {
  const { config }: { config: Document } = parse(readFileSync(join(stacksFolder, `Pulumi.${stack}.yaml`), "utf8"));
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace("longshore:", ""), value]));
}

export const harbor: TenantArgs = {
  name: "harbor",
  businessUnit: "harbor-freight",
  isolation: "shared",
  credentials: ["parcel-carrier"],
  ring: "production-1",
};

interface Variation {
  readonly settings: Document;
  readonly tenants: readonly TenantArgs[];
}

const standard: Variation = { settings: {}, tenants: [harbor] };

/** Settings that a sample stack leaves at their default, and tenants that stretch what a platform can hold. */
export const varied = {
  settings: {
    cluster: { reachability: { from: "ranges", ranges: ["203.0.113.0/24"] } },
    database: { replicas: 2, parameters: { work_mem: "32768", max_connections: "1000" } },
    objects: { archiveLockDays: 400 },
    mirrors: { charts: "https://charts.example.com", images: "registry.example.com/mirror" },
  },
  tenants: [
    harbor,
    { ...harbor, name: "dock", isolation: "dedicated" },
    { ...harbor, name: "harbor-west" },
    { ...harbor, name: "a23456789-123456789-123456789z" },
    // Names that mean something elsewhere, or that another tenant's name could grow into.
    ...["default", "external", "cluster", "postgres", "longshore", "session", "a", "a-dump", "dump-a"].map((name) => ({
      ...harbor,
      name,
    })),
  ],
} satisfies Variation;

const chart = {
  name: "argo-cd",
  repository: "https://argoproj.github.io/argo-helm",
  version: "1.2.3",
  values: { a: 1 },
};
const made = new Map<unknown, Promise<Run<Platform>>>();

/** A sample stack as it is. Tests only look at a platform, so each is built once. */
export const standardPlatform = (stack = "aws-production"): Promise<Run<Platform>> =>
  once(stack, () => build(stack, standard));

/** A production stack with all that {@link varied} makes otherwise. */
export const variedPlatform = (cloud: CloudName = "aws"): Promise<Run<Platform>> =>
  once(`varied ${cloud}`, () => build(`${cloud}-production`, varied));

/** A stack with some settings otherwise. */
export const platformWith = (stack: string, settings: Document): Promise<Run<Platform>> =>
  once(JSON.stringify([stack, settings]), () => build(stack, { ...standard, settings }));

/** A production stack of which one shared and one dedicated tenant go back to a second. */
export const rewoundPlatform = (cloud: CloudName, rewindTo: string): Promise<Run<Platform>> =>
  once(["rewound", cloud, rewindTo].join(" "), () =>
    build(`${cloud}-production`, {
      settings: {},
      tenants: [
        { ...harbor, rewindTo },
        { ...harbor, name: "dock", isolation: "dedicated", rewindTo },
        { ...harbor, name: "pier" },
      ],
    }),
  );

function once(key: unknown, make: () => Promise<Run<Platform>>): Promise<Run<Platform>> {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

async function build(stack: string, { settings, tenants }: Variation): Promise<Run<Platform>> {
  const parsed = parseSettings(merge(writtenSettings(stack), settings), "test");
  const args = { ...toPlatformArgs(parsed, [], undefined, chart), tenants };
  const cloud = await loadCloud(parsed.cloud);
  return run(stack, () => new Platform(toContext(stack, parsed), args, cloud));
}
