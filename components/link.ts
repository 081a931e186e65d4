import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Cloud } from "./contracts/cloud.ts";
import type { Peer, PeerStores } from "./peer.ts";
import type { Stores } from "./stores.ts";

export interface LinkParts {
  /** The primary that is recovered. */
  readonly primary: Peer;
  readonly shared: Stores;
  /** By tenant. */
  readonly dedicated: Readonly<Record<string, Stores>>;
}

/**
 * All that crosses from a primary to the stack that recovers it on the same cloud, apart from the databases, which follow by
 * themselves. It belongs to the recovery and is declared as long as that is its role: with the switch it goes, and nothing of
 * it that stands in the peer's region is deleted there, because that region may be lost.
 */
export class Link extends ComponentResource {
  constructor(
    name: string,
    cloud: Cloud,
    { primary, shared, dedicated }: LinkParts,
    options: ComponentResourceOptions,
  ) {
    super("longshore:index:Link", name, {}, options);
    const replicate = (label: string, stores: Stores, source: PeerStores | undefined) => {
      if (!source) return;
      const { region } = primary;
      new cloud.ObjectReplication(
        label,
        stores.context,
        { source: { region, buckets: source.buckets }, destination: stores.objects },
        { parent: this },
      );
    };
    replicate("replication", shared, primary.shared);
    for (const [tenant, stores] of Object.entries(dedicated))
      replicate(`${tenant}-replication`, stores, primary.dedicated[tenant]);
    this.registerOutputs();
  }
}
