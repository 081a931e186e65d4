import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Context, Plane } from "../contracts.ts";
import { inGroup } from "./groups.ts";

type Ranges = Readonly<Record<Plane, readonly string[]>>;

interface Opening {
  readonly name: string;
  readonly from: readonly string[] | "Internet" | "AzureLoadBalancer" | "VirtualNetwork";
  readonly ports: readonly string[];
}

/** What may come into each plane; everything else from inside the network is refused, and Azure refuses the rest. */
function openings(ranges: Ranges): Readonly<Record<Plane, readonly Opening[]>> {
  return {
    edge: [],
    // Traefik's load balancer hands packets on with the client's address. Nodes, pods and the API server talk freely.
    application: [
      { name: "web", from: "Internet", ports: ["80", "443"] },
      { name: "cluster", from: "VirtualNetwork", ports: ["0-65535"] },
      { name: "probes", from: "AzureLoadBalancer", ports: ["0-65535"] },
    ],
    // PostgreSQL, private endpoints of cache and object store; the server's standby copies within the plane.
    database: [
      { name: "clients", from: ranges.application, ports: ["443", "5432", "10000"] },
      { name: "replication", from: ranges.database, ports: ["5432"] },
    ],
    // Private endpoint of the vault; the API server, with the tunnel of its nodes on 4443 and its probe on 9988
    // ("API Server VNet Integration", Microsoft Learn, November 2026).
    management: [
      { name: "services", from: "VirtualNetwork", ports: ["443", "4443"] },
      { name: "probes", from: "AzureLoadBalancer", ports: ["9988"] },
    ],
    observability: [],
  };
}

export interface SecurityGroupArgs {
  readonly group: ResourceGroup;
  readonly ranges: Ranges;
}

/** One security group for each plane, attached to all its subnets. */
export function securityGroup(
  name: string,
  context: Context,
  plane: Plane,
  { group, ranges }: SecurityGroupArgs,
  options: CustomResourceOptions,
): NetworkSecurityGroup {
  return new NetworkSecurityGroup(
    `${name}-${plane}`,
    {
      ...inGroup(context, group),
      networkSecurityGroupName: `${context.prefix}-${plane}`,
      securityRules: [...openings(ranges)[plane].map(allow), denyInside],
    },
    options,
  );
}

const common = { direction: "Inbound", sourcePortRange: "*", destinationAddressPrefix: "*" } as const;

const allow = ({ name, from, ports }: Opening, index: number) => ({
  ...common,
  name,
  access: "Allow",
  priority: 100 + 10 * index,
  protocol: from === "AzureLoadBalancer" || ports[0] === "0-65535" ? "*" : "Tcp",
  ...(typeof from === "string" ? { sourceAddressPrefix: from } : { sourceAddressPrefixes: [...from] }),
  destinationPortRanges: [...ports],
});

/** Azure's own last rules let everything inside a network pass; planes are there to keep it apart. */
const denyInside = {
  ...common,
  name: "nothing-else",
  access: "Deny",
  priority: 4096,
  protocol: "*",
  sourceAddressPrefix: "*",
  destinationPortRange: "*",
};
