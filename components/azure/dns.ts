import { Zone } from "@pulumi/azure-native/dns/zone.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/dns.ts";
import { resourceGroup } from "./groups.ts";

/**
 * The platform's zone in Azure DNS. Protected: a zone that is made again has other name servers, and the owner of the
 * parent zone must delegate again.
 *
 * *Cost*: per zone and month, per query.
 */
export class Dns extends ComponentResource implements contract.Dns {
  readonly zoneId: Output<string>;
  readonly nameServers: Output<string[]>;

  /**
   * @param args.domain  caution: another domain replaces the zone
   * @param args.home    caution: another region replaces group and zone. Requests for what is in a group go through the group's
   *                     region. When that is lost, they fail over to a second one, says Azure, unless that is lost too
   *                     (https://learn.microsoft.com/azure/azure-resource-manager/management/overview, "Resource group location",
   *                     read 2026-11). Names are answered in any case.
   */
  constructor(name: string, context: Context, args: contract.DnsArgs, options: ComponentResourceOptions) {
    super("longshore:azure:Dns", name, {}, options);
    const kept = { parent: this, protect: true };
    const group = resourceGroup(name, { ...context, region: args.home ?? context.region }, "dns", kept);
    const zone = new Zone(
      name,
      {
        resourceGroupName: group.name,
        location: "global",
        zoneName: args.domain,
        zoneType: "Public",
        tags: context.tags,
      },
      kept,
    );
    this.zoneId = zone.id;
    this.nameServers = zone.nameServers;
    this.registerOutputs();
  }
}
