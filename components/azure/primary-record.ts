import { RecordSet } from "@pulumi/azure-native/dns/recordSet.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type * as contract from "../contracts.ts";
import { primaryRecordLabel, primaryRecordSeconds } from "../primary-record.ts";

/**
 * In Azure DNS, which is in no region. Azure's provider makes nothing that is there already: whoever is promoted imports the
 * record and changes it, and the stack that made it leaves it where it is, because by then it says something else.
 */
export class PrimaryRecord extends ComponentResource implements contract.PrimaryRecord {
  constructor(
    name: string,
    _context: contract.Context,
    { zoneId, domain, stack, madeIn }: contract.PrimaryRecordArgs,
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
        retainOnDelete: true,
        // Azure writes it anew with each change.
        ignoreChanges: ["etag"],
        ...(madeIn === undefined ? {} : { import: `${madeIn}/TXT/${primaryRecordLabel}` }),
      },
    );
    this.registerOutputs();
  }
}
