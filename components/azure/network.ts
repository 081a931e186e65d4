import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { ComponentResource, type ComponentResourceOptions, type Output, type Resource } from "@pulumi/pulumi";
import { planeRanges } from "../addressing.ts";
import type { Context, Plane } from "../contracts/context.ts";
import type * as contract from "../contracts/network.ts";
import type { Secrets as AnySecrets } from "../contracts/secrets.ts";
import { privateEndpoint } from "./endpoints.ts";
import { flowLogs } from "./flow-logs.ts";
import { inGroup, resourceGroup } from "./groups.ts";
import { natGateways } from "./nat.ts";
import { own } from "./own.ts";
import { joinNetworks } from "./peering.ts";
import { type PrivateZones, privateZones } from "./private-zones.ts";
import { Secrets } from "./secrets.ts";
import { securityGroup } from "./security-groups.ts";
import { planeSubnets, subnetFor, subnets } from "./subnets.ts";

/**
 * A virtual network in planes: application, management and observability reach the internet through NAT gateways with
 * fixed addresses, the database plane has no way out at all, and each plane lets in only what it must. Azure's own
 * services are reached through private endpoints, by names that the network answers itself.
 *
 * *Cost*: per NAT gateway, private endpoint and hour, and per GiB through either; flow logs per GiB.
 */
export class Network extends ComponentResource implements contract.Network {
  readonly id: Output<string>;
  readonly cidr: string;
  readonly subnets: contract.Network["subnets"];
  readonly egressAddresses: Output<string>[];
  readonly databaseZone: Output<string>;
  readonly privateZones: PrivateZones;
  /** Ways to the network at the other end of a link: a database there can be followed when they stand. */
  readonly ways: readonly Resource[];
  readonly endpointSubnets: Readonly<Record<"database" | "management", Output<string>>>;
  /** Subnets in which one service alone may stand. */
  readonly serviceSubnets: Readonly<Record<"database" | "management", Output<string>>>;
  readonly #context: Context;
  readonly #group: ResourceGroup;

  /**
   * @param args.cidr    caution: another range replaces the network and all that stands in it
   * @param args.egress  caution: going from `per-zone` to `single` gives up two addresses that partners may have allowed
   */
  constructor(name: string, context: Context, args: contract.NetworkArgs, options: ComponentResourceOptions) {
    super("longshore:azure:Network", name, {}, options);
    const child = { parent: this };
    const group = resourceGroup(name, context, "network", { ...child, protect: true });
    const ranges = planeRanges(args.cidr);
    const rules = { group, ranges, peer: args.peer?.cidr };
    const guard = (plane: Plane) => securityGroup(name, context, plane, rules, child);
    const nat = natGateways(name, context, { group, egress: args.egress }, child);
    const network = new VirtualNetwork(
      name,
      {
        ...inGroup(context, group),
        virtualNetworkName: context.prefix,
        addressSpace: { addressPrefixes: [args.cidr] },
        subnets: subnets({
          ranges,
          securityGroups: {
            edge: guard("edge"),
            application: guard("application"),
            database: guard("database"),
            management: guard("management"),
            observability: guard("observability"),
          },
          gateways: nat.gateways,
        }),
      },
      child,
    );
    flowLogs(name, context, { group, network, days: args.flowLogDays, secrets: args.secrets }, child);

    this.#context = context;
    this.#group = group;
    this.id = network.id;
    this.cidr = args.cidr;
    this.egressAddresses = nat.addresses;
    this.subnets = planeSubnets(network.id, ranges);
    this.privateZones = privateZones(name, context, { group, networkId: network.id }, child);
    this.databaseZone = this.privateZones.database;
    const { join } = args.peer ?? {};
    this.ways = join ? joinNetworks(name, context, { group, network, zone: this.databaseZone, peer: join }, child) : [];
    this.endpointSubnets = {
      database: subnetFor(network.id, "database", "endpoints"),
      management: subnetFor(network.id, "management", "endpoints"),
    };
    this.serviceSubnets = {
      database: subnetFor(network.id, "database", "service"),
      management: subnetFor(network.id, "management", "service"),
    };
    this.registerOutputs();
  }

  reach(secrets: AnySecrets): void {
    const { label, vaultId } = own(secrets, Secrets);
    const place = { group: this.#group, subnet: this.endpointSubnets.management, zone: this.privateZones.vault };
    privateEndpoint(label, this.#context, { ...place, target: vaultId, part: "vault" }, { parent: this });
  }
}
