/** What the clouds bill, and at which prices. */
import type { Billing, Charge } from "./billing.ts";
import { billing as awsBilling } from "./billing-aws.ts";
import { billing as azureBilling } from "./billing-azure.ts";
import type { InCluster } from "./in-cluster.ts";
import { autoModeFee, aws, azure, type Price, type PriceList } from "./prices.ts";
import type { Resource } from "./resources.ts";

export interface Cloud {
  readonly prices: PriceList;
  /** By Pulumi type. */
  readonly billing: Readonly<Record<string, Billing>>;
  /** Pulumi type of a cluster. */
  readonly cluster: string;
  /** Id of a node's price. */
  readonly node: (type: string) => string;
  /** What comes on top of a node's own price. */
  readonly nodeFee?: (node: Price) => Price;
  /** What the cluster's services of type `LoadBalancer` are charged for. */
  readonly balancing: (inCluster: InCluster) => readonly Charge[];
}

const onAws: Cloud = {
  prices: aws,
  billing: awsBilling,
  cluster: "aws:eks/cluster:Cluster",
  node: (type) => `ec2.${type}`,
  nodeFee: autoModeFee,
  balancing: ({ loadBalancers, zones }) => [
    { price: "elb.network", quantity: loadBalancers },
    { price: "vpc.address", quantity: loadBalancers * zones },
  ],
};

const onAzure: Cloud = {
  prices: azure,
  billing: azureBilling,
  cluster: "azure-native:containerservice:ManagedCluster",
  node: (type) => `vm.${type}`,
  // AKS puts all services on one load balancer, each with an address that stands in all zones.
  balancing: ({ loadBalancers }) => [
    { price: "network.load-balancer", quantity: Math.min(loadBalancers, 1) },
    { price: "network.address", quantity: loadBalancers },
  ],
};

/** The cloud that a stack stands on, told by its resources; a stack has one. */
export const cloudOf = (resources: readonly Resource[]): Cloud =>
  resources.some(({ type }) => type.startsWith("azure-native:")) ? onAzure : onAws;
