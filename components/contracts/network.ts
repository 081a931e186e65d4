/** The network and its planes. */
import type { ComponentResource, Output } from "@pulumi/pulumi";
import type { Plane } from "./context.ts";
import type { Secrets } from "./secrets.ts";

export interface NetworkArgs {
  readonly secrets: Secrets;
  /** IPv4 range of the whole platform, a /16 to a /19: planes are cut out of it by `addressing.ts`. */
  readonly cidr: string;
  /** `per-zone`: a zone's loss takes no other zone's way out. `single`: one NAT gateway, cheaper. */
  readonly egress: "per-zone" | "single";
  /** Days that flow logs are kept. */
  readonly flowLogDays: number;
  /** Of the stack at the other end of a link; default: no database is copied between this network and another one. */
  readonly peer?: PeerNetwork | undefined;
}

/** A network in another region of the same cloud, whose databases copy from those here, or these from them. */
export interface PeerNetwork {
  readonly cidr: string;
  /** Where the ways between both are made here: by one stack of the two, the one that was made to recover the other. */
  readonly join: { readonly id: string; readonly databaseZone: string } | undefined;
}

export interface Network extends ComponentResource {
  readonly id: Output<string>;
  readonly cidr: string;
  /** In the order of `Context.zones` on AWS. On Azure, where a subnet spans zones, for the application plane only. */
  readonly subnets: Readonly<Record<Plane, { readonly ids: Output<string>[]; readonly cidrs: readonly string[] }>>;
  /** Fixed public addresses that carriers and EDI partners allow-list. */
  readonly egressAddresses: Output<string>[];
  /** Id of the private DNS zone that names its databases; undefined where the cloud gives them names that all can ask for. */
  readonly databaseZone: Output<string> | undefined;
  /** Gives a secret store a private address in the network, where the cloud needs one for each store. */
  reach(secrets: Secrets): void;
}
