/**
 * What a stack gets when its file says nothing: one recipe for each environment, cheap where nobody works and redundant
 * where a company's orders depend on it. A stack's file overrides any line.
 */
type Document = Readonly<Record<string, unknown>>;

const everywhere: Document = {
  role: "primary",
  network: { flowLogDays: 90 },
  cluster: { version: "1.35", logDays: 90 },
  database: { version: "16", replicas: 0, parameters: {}, administrators: [] },
  secrets: { recoveryDays: 30 },
  maintenance: { day: "sunday", hour: 1, minutes: 240 },
  mirrors: {},
  operatingModel: "centralised",
  access: { businessUnits: {} },
  adopt: [],
  exemptions: [],
};

const byEnvironment: Readonly<Record<string, Document>> = {
  development: {
    tier: "restore",
    network: { egress: "single" },
    database: { size: "small", storageGib: 50, maximumStorageGib: 100, standby: false, recoveryDays: 3 },
    cache: { size: "small", replicas: 0 },
    objects: { archiveLockDays: 1, oldVersionDays: 7 },
    secrets: { recoveryDays: 7 },
  },
  staging: {
    tier: "high-availability",
    network: { egress: "per-zone" },
    database: { size: "small", storageGib: 100, maximumStorageGib: 200, standby: true, recoveryDays: 7 },
    cache: { size: "small", replicas: 1 },
    objects: { archiveLockDays: 7, oldVersionDays: 30 },
  },
  production: {
    tier: "high-availability",
    network: { egress: "per-zone", flowLogDays: 365 },
    cluster: { logDays: 365 },
    database: { size: "large", storageGib: 200, maximumStorageGib: 1000, standby: true, recoveryDays: 35 },
    cache: { size: "medium", replicas: 2 },
    objects: { archiveLockDays: 365, oldVersionDays: 90 },
  },
};

/** What Azure has in other measures: the shortest recovery of its PostgreSQL, the only replica of its Redis. */
const onAzure: Readonly<Record<string, Document>> = {
  development: { database: { recoveryDays: 7 } },
  production: { cache: { replicas: 1 } },
};

/** The recipe for what a stack's file says of its environment, cloud and region. */
export function recipe(written: Document): Document {
  const { environment, cloud, region } = written;
  const own = typeof environment === "string" ? (byEnvironment[environment] ?? {}) : {};
  const zones = cloud === "azure" ? ["1", "2", "3"] : ["a", "b", "c"].map((letter) => `${String(region)}${letter}`);
  const azure = cloud === "azure" && typeof environment === "string" ? (onAzure[environment] ?? {}) : {};
  return merge(merge(merge(everywhere, own), azure), { zones });
}

/** `over` laid over `base`: sections are merged, everything else is replaced. */
export function merge(base: Document, over: Document): Document {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isSection(below) && isSection(value) ? merge(below, value) : value;
  }
  return merged;
}

function isSection(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
