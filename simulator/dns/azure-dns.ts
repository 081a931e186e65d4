/** Zones of Azure DNS as the World holds them: what Pulumi wrote, and what external-dns did. */
import * as z from "zod";
import { lastSegment, noLocation, parentId } from "../azure/names.ts";
import { recordSet, zone as zoneDefinition } from "../azure/resources/dns.ts";
import type { SimulatedResource, World } from "../world.ts";
import { plainName, type RecordSet, type Zone } from "./records.ts";

const record = z.looseObject({
  recordType: z.enum(["A", "AAAA", "CNAME", "TXT"]),
  relativeRecordSetName: z.string(),
  ttl: z.number().default(3600),
  aRecords: z.array(z.looseObject({ ipv4Address: z.string() })).default([]),
  aaaaRecords: z.array(z.looseObject({ ipv6Address: z.string() })).default([]),
  cnameRecord: z.looseObject({ cname: z.string() }).optional(),
  txtRecords: z.array(z.looseObject({ value: z.array(z.string()) })).default([]),
});
const names = z.array(z.string()).default([]);

/** In the order in which they were made. */
export const azureZones = (world: World): readonly Zone[] =>
  world.all(zoneDefinition.type).map((zone) => read(world, zone));

function read(world: World, { id, account, outputs }: SimulatedResource): Zone {
  const domain = plainName(lastSegment(id));
  // An id names the zone, the kind of record and its name.
  const own = world.all(recordSet.type).filter((resource) => parentId(resource.id) === id);
  return {
    id,
    account,
    domain,
    nameServers: names.parse(outputs.nameServers).map(plainName),
    records: own.flatMap(({ inputs }) => recordOf(domain, record.safeParse(inputs).data)),
  };
}

function recordOf(domain: string, found: z.output<typeof record> | undefined): readonly RecordSet[] {
  if (!found) return [];
  const { recordType: type, relativeRecordSetName: relative, ttl } = found;
  const values = {
    A: found.aRecords.map(({ ipv4Address }) => ipv4Address),
    AAAA: found.aaaaRecords.map(({ ipv6Address }) => ipv6Address),
    CNAME: found.cnameRecord ? [plainName(found.cnameRecord.cname)] : [],
    TXT: found.txtRecords.map(({ value }) => value.join("")),
  };
  return [{ name: plainName(relative === "@" ? domain : `${relative}.${domain}`), type, ttl, values: values[type] }];
}

/** Writes a record set as a PUT of Azure does, which makes or replaces it. */
export function putAzureRecord(world: World, zone: Zone, { name, type, ttl, values }: RecordSet): void {
  const [value = ""] = values;
  const relative = name === zone.domain ? "@" : name.slice(0, -zone.domain.length - 1);
  const inputs = {
    resourceGroupName: zone.id.split("/")[4],
    zoneName: zone.domain,
    recordType: type,
    relativeRecordSetName: relative,
    ttl,
    ...(type === "A" ? { aRecords: values.map((ipv4Address) => ({ ipv4Address })) } : {}),
    ...(type === "AAAA" ? { aaaaRecords: values.map((ipv6Address) => ({ ipv6Address })) } : {}),
    ...(type === "CNAME" ? { cnameRecord: { cname: value } } : {}),
    ...(type === "TXT" ? { txtRecords: values.map((text) => ({ value: [text] })) } : {}),
  };
  const id = `${zone.id}/${type}/${relative}`;
  const outputs = { ...inputs, id, name: relative, fqdn: `${name}.` };
  world.put({ type: recordSet.type, id, account: zone.account, region: noLocation, inputs, outputs });
}
