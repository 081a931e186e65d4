import { RecordSet } from "@pulumi/azure-native/dns/recordSet.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/dns.ts";
import { primaryRecordLabel, primaryRecordSeconds } from "../primary-record.ts";

/**
 * In Azure DNS, which is in no region. Azure's provider makes nothing that is there already: whoever is promoted imports the
 * record and changes it, and the stack that made it leaves it where it is, because by then it says something else.
 */
export class PrimaryRecord extends ComponentResource implements contract.PrimaryRecord {
  constructor(
    name: string,
    _context: Context,
    { zoneId, domain, stack, madeIn, shared }: contract.PrimaryRecordArgs,
    options: ComponentResourceOptions,
  ) {
    super("longshore:azure:PrimaryRecord", name, {}, options);
    new RecordSet(
      name,
      {
        resourceGroupName: zoneId.apply((id) => id.split("/")[4] ?? ""),
        zoneName: domain,
        recordType: "TXT",
        relativeRecordSetName: primaryRecordLabel,
        ttl: primaryRecordSeconds,
        txtRecords: [{ value: [stack] }],
      },
      {
        parent: this,
        retainOnDelete: shared,
        // Azure writes the tag anew with each change. And a primary that was overtaken while it was away must not take the
        // record back by a refresh; one that imports it has to change it, and is not kept from that.
        ...(madeIn === undefined
          ? { ignoreChanges: ["etag", "txtRecords"] }
          : { ignoreChanges: ["etag"], import: `${madeIn}/TXT/${primaryRecordLabel}` }),
      },
    );
    this.registerOutputs();
  }
}
