/** The zone, and the record that names the primary. */
import type { ComponentResource, Output } from "@pulumi/pulumi";

export interface DnsArgs {
  /** DNS zone to serve, a subdomain that the owner delegates once. */
  readonly domain: string;
  /** Region that holds what Azure notes of the zone; default the platform's. Route 53 is in no region. */
  readonly home?: string | undefined;
}

export interface Dns extends ComponentResource {
  readonly zoneId: Output<string>;
  /** To be entered as NS records at the parent zone. */
  readonly nameServers: Output<string[]>;
}

export interface PrimaryRecordArgs {
  readonly zoneId: Output<string>;
  readonly domain: string;
  /** Stack that is primary from now on. */
  readonly stack: string;
  /** Id of the zone where another stack has made the record: this one takes it over and asks nobody. */
  readonly madeIn: string | undefined;
  /** Whether the other stack writes to the same zone; a zone of its own lets nobody find a record that is over. */
  readonly shared: boolean;
}

/** The record `_primary.<domain>`: what it names may write, and what it does not name stops. */
export type PrimaryRecord = ComponentResource;
