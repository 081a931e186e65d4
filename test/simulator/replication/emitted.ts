/** Two regions as Pulumi leaves them in the World: stores of a primary, stores of its recovery, and what copies between them. */
import { loadCloud } from "../../../components/clouds.ts";
import type { Cloud } from "../../../components/contracts/cloud.ts";
import type { CloudName, Context } from "../../../components/contracts/context.ts";
import type { BucketKind, ObjectStore } from "../../../components/contracts/objects.ts";
import type { PeerBucket } from "../../../components/peer.ts";
import { type Registered, run } from "../../components/mocks.ts";

export interface Linked {
  readonly account: string;
  /** Of the primary, and of its recovery. */
  readonly regions: readonly [string, string];
  /** A bucket of the primary as its recovery knows it. */
  peer(kind: BucketKind): PeerBucket;
}

const common = {
  environment: "production",
  role: "primary",
  tier: "cross-region",
  domain: "example.com",
  tags: {},
} as const;

export const contextOf = (cloud: CloudName, account: string, prefix: string, region: string): Context => ({
  ...common,
  stack: prefix,
  cloud,
  prefix,
  account,
  directory: "22222222-2222-4222-8222-222222222222",
  region,
  zones: ["1", "2", "3"].map((zone) => `${region}-${zone}`),
});

function stores(cloud: Cloud, context: Context): ObjectStore {
  const { prefix } = context;
  const options = { providers: [cloud.provider(prefix, context)] };
  const secrets = new cloud.Secrets(`${prefix}-secrets`, context, { recoveryDays: 30 }, options);
  const size = { cidr: "10.0.0.0/16", egress: "single", flowLogDays: 30 } as const;
  const network = new cloud.Network(`${prefix}-network`, context, { ...size, secrets }, options);
  const days = { archiveLockDays: 400, oldVersionDays: 60 };
  return new cloud.ObjectStore(`${prefix}-objects`, context, { ...days, network, secrets }, options);
}

/** Resources of a primary called `main` and a recovery called `spare`, which has the replication `copies`. */
export async function linkedResources(name: CloudName, linked: Linked): Promise<readonly Registered[]> {
  const cloud = await loadCloud(name);
  const [from, to] = linked.regions;
  const { resources } = await run("linked", () => {
    stores(cloud, contextOf(name, linked.account, "main", from));
    const spare = contextOf(name, linked.account, "spare", to);
    const destination = stores(cloud, spare);
    const buckets = {
      backups: linked.peer("backups"),
      archives: linked.peer("archives"),
      files: linked.peer("files"),
      exports: linked.peer("exports"),
    };
    const options = { providers: [cloud.provider("copies", spare)] };
    new cloud.ObjectReplication("copies", spare, { source: { region: from, buckets }, destination }, options);
  });
  return resources.filter(({ custom }) => custom);
}
