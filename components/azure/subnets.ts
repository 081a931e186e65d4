import type { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import type { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { interpolate, type Output } from "@pulumi/pulumi";
import { type Plane, planes } from "../contracts/context.ts";
import type { Network } from "../contracts/network.ts";

/**
 * A subnet of Azure spans all zones, so a plane has as many as its services ask for:
 * - application: three, so that each zone's nodes have their own NAT gateway
 * - database: one that belongs to PostgreSQL alone, one for private endpoints of cache and object store
 * - management: one for the vault's private endpoint, one that belongs to the Kubernetes API server alone
 * - edge and observability: one, to be filled by what people put there; load balancers of Azure stand in no subnet
 */
const layout: Readonly<Record<Plane, readonly (Delegation | undefined)[]>> = {
  edge: [undefined],
  application: [undefined, undefined, undefined],
  database: ["Microsoft.DBforPostgreSQL/flexibleServers", undefined],
  management: [undefined, "Microsoft.ContainerService/managedClusters"],
  observability: [undefined],
};

type Delegation = "Microsoft.DBforPostgreSQL/flexibleServers" | "Microsoft.ContainerService/managedClusters";

export interface SubnetArgs {
  readonly ranges: Readonly<Record<Plane, readonly string[]>>;
  readonly securityGroups: Readonly<Record<Plane, NetworkSecurityGroup>>;
  /** One for all, or one for each subnet of the application plane. */
  readonly gateways: readonly NatGateway[];
}

/** Planes with a way out. The rest reaches what has a private address. */
const outward: readonly Plane[] = ["application", "management", "observability"];

/** All subnets, as part of their network: made one by one they would get into each other's way. */
export function subnets({ ranges, securityGroups, gateways }: SubnetArgs) {
  return planes.flatMap((plane) =>
    layout[plane].map((delegation, index) => {
      const gateway = outward.includes(plane) && !delegation ? gateways[index % gateways.length] : undefined;
      return {
        name: subnetName(plane, index),
        addressPrefix: ranges[plane][index],
        networkSecurityGroup: { id: securityGroups[plane].id },
        ...(gateway ? { natGateway: { id: gateway.id } } : {}),
        ...(delegation ? { delegations: [{ name: "service", serviceName: delegation }] } : {}),
        defaultOutboundAccess: false,
        // Else a private endpoint would not obey the plane's security group.
        privateEndpointNetworkPolicies: "Enabled",
      };
    }),
  );
}

/** The subnets of each plane in the form of the contract. */
export function planeSubnets(networkId: Output<string>, ranges: SubnetArgs["ranges"]): Network["subnets"] {
  const plane = (name: Plane) => ({
    ids: layout[name].map((_, index) => subnetId(networkId, name, index)),
    cidrs: ranges[name].slice(0, layout[name].length),
  });
  return {
    edge: plane("edge"),
    application: plane("application"),
    database: plane("database"),
    management: plane("management"),
    observability: plane("observability"),
  };
}

/** The subnet of a plane that belongs to a service, or the one that holds its private endpoints. */
export function subnetFor(networkId: Output<string>, plane: "database" | "management", use: "service" | "endpoints") {
  return subnetId(
    networkId,
    plane,
    layout[plane].findIndex((delegation) => (delegation !== undefined) === (use === "service")),
  );
}

const subnetName = (plane: Plane, index: number) => `${plane}-${index + 1}`;
const subnetId = (networkId: Output<string>, plane: Plane, index: number) =>
  interpolate`${networkId}/subnets/${subnetName(plane, index)}`;
