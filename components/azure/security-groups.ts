import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { planeRanges } from "../addressing.ts";
import type { Context, Plane } from "../contracts/context.ts";
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
  /** Range of the network at the other end of a link, a part of Azure's `VirtualNetwork` once both are joined. */
  readonly peer: string | undefined;
}

/** One security group for each plane, attached to all its subnets. */
export function securityGroup(
  name: string,
  context: Context,
  plane: Plane,
  { group, ranges, peer }: SecurityGroupArgs,
  options: CustomResourceOptions,
): NetworkSecurityGroup {
  const rules = [
    ...(peer === undefined ? [] : fromPeer(plane, peer)),
    ...openings(ranges)[plane].map((opening) => allow(opening)),
  ];
  return new NetworkSecurityGroup(
    `${name}-${plane}`,
    {
      ...inGroup(context, group),
      networkSecurityGroupName: `${context.prefix}-${plane}`,
      securityRules: [...rules.map((rule, index) => ({ ...rule, priority: 100 + 10 * index })), denyInside],
    },
    options,
  );
}

const common = { direction: "Inbound", sourcePortRange: "*", destinationAddressPrefix: "*" } as const;
/** That a rule refuses. */
const everything = { ...common, access: "Deny", protocol: "*", destinationPortRange: "*" } as const;

const allow = ({ name, from, ports }: Opening) => ({
  ...common,
  name,
  access: "Allow",
  protocol: from === "AzureLoadBalancer" || ports[0] === "0-65535" ? "*" : "Tcp",
  ...(typeof from === "string" ? { sourceAddressPrefix: from } : { sourceAddressPrefixes: [...from] }),
  destinationPortRanges: [...ports],
});

/**
 * Databases of both networks copy from each other, in both directions; nothing else comes over
 * (https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private, "Network security group", read 2026-11).
 */
const fromPeer = (plane: Plane, peer: string) => [
  ...(plane === "database" ? [allow({ name: "replicas", from: planeRanges(peer).database, ports: ["5432"] })] : []),
  { ...everything, name: "peer", sourceAddressPrefix: peer },
];

/** Azure's own last rules let everything inside a network pass; planes are there to keep it apart. */
const denyInside = { ...everything, name: "nothing-else", priority: 4096, sourceAddressPrefix: "*" };
