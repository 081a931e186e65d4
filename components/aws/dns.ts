import { Zone } from "@pulumi/aws/route53/zone.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/dns.ts";

/**
 * The platform's zone in Route 53. Protected: a zone that is made again has other name servers, and the owner of the
 * parent zone must delegate again.
 *
 * *Cost*: per zone and month, per query.
 */
export class Dns extends ComponentResource implements contract.Dns {
  readonly zoneId: Output<string>;
  readonly nameServers: Output<string[]>;

  /** @param args.domain  caution: another domain replaces the zone */
  constructor(name: string, context: Context, args: contract.DnsArgs, options: ComponentResourceOptions) {
    super("longshore:aws:Dns", name, {}, options);
    const zone = new Zone(
      name,
      { name: args.domain, comment: context.prefix, forceDestroy: false },
      { parent: this, protect: true },
    );
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    this.registerOutputs();
  }
}
