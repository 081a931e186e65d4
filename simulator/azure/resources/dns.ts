/** Names in public: zones, and the record sets in them. */
import * as z from "zod";
import { define } from "../define.ts";
import { digitsOf } from "../names.ts";

const inGroup = { resourceGroupName: z.string() };

export const zone = define({
  type: "azure-native:dns:Zone",
  path: "Microsoft.Network/dnsZones/{zoneName}",
  located: true,
  inputs: z.looseObject({ ...inGroup, zoneName: z.string() }),
  // Four name servers in the form of Azure's: https://learn.microsoft.com/azure/dns/dns-zones-records (2026-11).
  compute: (_request, id) => {
    const number = String((Number.parseInt(digitsOf(id, 2), 16) % 40) + 1).padStart(2, "0");
    const ends = ["com", "net", "org", "info"];
    return {
      nameServers: ends.map((end, index) => `ns${index + 1}-${number}.azure-dns.${end}.`),
      maxNumberOfRecordSets: 10_000,
      numberOfRecordSets: 2,
    };
  },
});

/** https://learn.microsoft.com/rest/api/dns/record-sets/create-or-update (2026-11). */
export const recordSet = define({
  type: "azure-native:dns:RecordSet",
  path: "Microsoft.Network/dnsZones/{zoneName}/{recordType}/{relativeRecordSetName}",
  inputs: z.looseObject({
    ...inGroup,
    zoneName: z.string(),
    recordType: z.string(),
    relativeRecordSetName: z.string(),
    ttl: z.number().default(3600),
  }),
  compute: ({ inputs }) => ({
    type: `Microsoft.Network/dnsZones/${inputs.recordType}`,
    fqdn: `${inputs.relativeRecordSetName === "@" ? "" : `${inputs.relativeRecordSetName}.`}${inputs.zoneName}.`,
    provisioningState: "Succeeded",
  }),
});
