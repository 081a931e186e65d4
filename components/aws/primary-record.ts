import { Record as DnsRecord } from "@pulumi/aws/route53/record.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/dns.ts";
import { primaryRecordName, primaryRecordSeconds } from "../primary-record.ts";

/**
 * In Route 53, which is in no region. Whoever is promoted overwrites it and asks nobody, and the stack that made it leaves it
 * where it is: by then it says something else.
 */
export class PrimaryRecord extends ComponentResource implements contract.PrimaryRecord {
  constructor(
    name: string,
    _context: Context,
    { zoneId, domain, stack, shared }: contract.PrimaryRecordArgs,
    options: ComponentResourceOptions,
  ) {
    super("longshore:aws:PrimaryRecord", name, {}, options);
    new DnsRecord(
      name,
      {
        zoneId,
        name: primaryRecordName(domain),
        type: "TXT",
        ttl: primaryRecordSeconds,
        records: [stack],
        allowOverwrite: true,
      },
      // A primary that was overtaken while it was away must not take the record back by a refresh.
      { parent: this, retainOnDelete: shared, ignoreChanges: ["records"] },
    );
    this.registerOutputs();
  }
}
