/** What the cluster makes by itself; the stack does not know of it. */
export interface InCluster {
  /** Nodes by type, for example `{ "m6i.2xlarge": 3 }` (label `node.kubernetes.io/instance-type`). */
  readonly nodes: Readonly<Record<string, number>>;
  /** Services of type `LoadBalancer`. */
  readonly loadBalancers: number;
  /** Zones that a load balancer stands in, with a public address in each. */
  readonly zones: number;
}
