/**
 * Copies of backups in another account or on the other cloud. The primary pushes them, because a pilot light has no cluster
 * that could pull: as an identity of the receiver, which may add to what is there and take nothing away.
 */
import { type ComponentResourceOptions, interpolate, type Output, output } from "@pulumi/pulumi";
import type { Cloud } from "./contracts/cloud.ts";
import type { CloudName, Context } from "./contracts/context.ts";
import type { Bucket } from "./contracts/objects.ts";
import { type CopyTarget, tenantServiceAccounts } from "./gitops/facts.ts";
import type { Grant, WorkloadArgs } from "./identities.ts";
import type { Peer } from "./peer.ts";
import type { Tenant } from "./tenant.ts";

/** What a sender must know of its receiver, as the sender's settings keep it. */
export interface ReceiverFacts {
  readonly stack: string;
  readonly cloud: CloudName;
  readonly region: string;
  /** Entra directory, empty on AWS. */
  readonly directory: string;
  readonly tenants: Readonly<Record<string, Destination>>;
}

/** What a sender is told of its copies. */
export interface CopiesArgs {
  /** Name of the stack that receives them. */
  readonly to: string;
  /** Undefined until that stack is up and linked. */
  readonly receiver?: ReceiverFacts | undefined;
}

/** Of one tenant: who brings its backups, and where to. */
export type Destination = Pick<CopyTarget, "identity" | "backups" | "archives">;

export interface SenderArgs {
  /** The primary whose backups come. */
  readonly primary: Peer;
  /** Those whose backups come: a copy of another is made anew from that one's. */
  readonly tenants: readonly Tenant[];
}

/**
 * Lets the primary's platform in.
 * @throws Error where its facts do not say who signs its tokens
 */
export function receive(
  cloud: Cloud,
  context: Context,
  { primary, tenants }: SenderArgs,
  options: ComponentResourceOptions,
): Output<ReceiverFacts> {
  const { issuer, stack } = primary;
  if (!issuer) throw new Error(`the facts of ${stack} name no issuer: run \`npx longshore link\` again`);
  const deliveries = Object.fromEntries(tenants.map((tenant) => [tenant.facts.name, delivery(tenant)]));
  const { identities } = new cloud.Receiver("receiver", context, { issuer, deliveries }, options);
  const destination = ({ facts, backups }: Tenant) => ({
    identity: identities[facts.name] ?? "",
    backups: remote(backups.bucket, backups.path),
    archives: remote(backups.archives, backups.path),
  });
  return output({
    stack: context.stack,
    cloud: context.cloud,
    region: context.region,
    directory: context.directory ?? "",
    tenants: Object.fromEntries(tenants.map((tenant) => [tenant.facts.name, destination(tenant)])),
  });
}

function delivery({ facts, tags, backups }: Tenant): WorkloadArgs {
  const { bucket, archives, path } = backups;
  // Reading is comparing: what came must be what was sent.
  const add = (to: Bucket): Grant => ({
    may: "use-objects",
    bucket: to,
    prefix: `${path}/`,
    actions: ["list", "read", "write"],
  });
  return {
    holder: { namespace: facts.namespace, serviceAccount: tenantServiceAccounts.copy },
    grants: [add(bucket), add(archives)],
    tags,
  };
}

/** Where a tenant's backups are copied to; undefined where nobody receives them, or not this tenant's yet. */
export function destinationOf(
  receiver: ReceiverFacts | undefined,
  tenant: string,
): Omit<CopyTarget, "from"> | undefined {
  const destination = receiver?.tenants[tenant];
  if (!receiver || !destination) return undefined;
  const { stack, cloud, region, directory } = receiver;
  return { stack, cloud, region, directory, ...destination };
}

const remote = (bucket: Bucket, path: string): Output<string> => interpolate`${bucket.remote}/${path}`;
