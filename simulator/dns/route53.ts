/** Zones of Route 53 as the World holds them: what Pulumi wrote, and what external-dns did. */
import * as z from "zod";
import { noRegion } from "../aws/names.ts";
import { record as recordDefinition, recordId, zone as zoneDefinition } from "../aws/resources/route53.ts";
import type { SimulatedResource, World } from "../world.ts";
import { plainName, type RecordSet, type Zone } from "./records.ts";

/** Seconds that Route 53 gives to an alias of a load balancer: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html (read 2026-11-22). */
const aliasSeconds = 60;

const record = z.looseObject({
  zoneId: z.string(),
  name: z.string(),
  type: z.enum(["A", "AAAA", "CNAME", "TXT"]),
  ttl: z.number().optional(),
  records: z.array(z.string()).default([]),
  aliases: z.array(z.looseObject({ name: z.string() })).default([]),
});
const names = z.array(z.string()).default([]);

/** In the order in which they were made. */
export const route53Zones = (world: World): readonly Zone[] =>
  world.all(zoneDefinition.type).map((zone) => read(world, zone));

function read(world: World, { id, account, inputs, outputs }: SimulatedResource): Zone {
  const own = world.all(recordDefinition.type).filter((resource) => resource.inputs.zoneId === id);
  return {
    id,
    account,
    domain: plainName(String(inputs.name)),
    nameServers: names.parse(outputs.nameServers),
    // Kinds of records that nobody here asks for are left out.
    records: own.flatMap((resource) => recordOf(record.safeParse(resource.inputs).data)),
  };
}

function recordOf(found: z.output<typeof record> | undefined): readonly RecordSet[] {
  if (!found) return [];
  const { name, type, ttl = aliasSeconds, records, aliases } = found;
  const values = type === "TXT" ? records.map(textOf) : records;
  const [alias] = aliases;
  return [{ name: plainName(name), type, ttl, values, ...(alias ? { alias: plainName(alias.name) } : {}) }];
}

/** A text stands in quotes where it has several parts, each of 255 characters at most; the provider adds them to a single one. */
const textOf = (written: string): string =>
  written.startsWith('"')
    ? [...written.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part = ""]) => part).join("")
    : written;

/** Writes a record as a call of ChangeResourceRecordSets with UPSERT does. */
export function putRoute53Record(world: World, { id: zoneId, account }: Zone, set: RecordSet): void {
  const { name, type, ttl, values, alias } = set;
  const inputs = {
    zoneId,
    name,
    type,
    ...(alias === undefined
      ? { ttl, records: values }
      : { aliases: [{ name: alias, zoneId: "", evaluateTargetHealth: true }] }),
  };
  const id = recordId(inputs);
  world.put({ type: recordDefinition.type, id, account, region: noRegion, inputs, outputs: { ...inputs, fqdn: name } });
}

/** With a zone go its records: whoever deletes one empties it first. */
export function forgetRoute53Records(world: World, { id }: SimulatedResource): void {
  for (const record of world.all(recordDefinition.type)) if (record.inputs.zoneId === id) world.remove(record);
}
