/**
 * What external-dns would write. Pure: the same objects and zones always give the same plan. It only makes and changes
 * (`upsert-only`), and changes only what the TXT record beside it says is its own: sigs.k8s.io/external-dns v0.22.0,
 * plan/plan.go, registry/txt/registry.go and registry/mapper/mapper.go.
 */
import { isIPv4, isIPv6 } from "node:net";
import { isInside, type RecordSet, type Zone } from "../records.ts";
import type { Endpoint } from "./endpoints.ts";
import type { Settings } from "./settings.ts";

export interface Change {
  readonly zone: Zone;
  readonly set: RecordSet;
}

export interface Plan {
  readonly changes: readonly Change[];
  /** Why a name that is asked for is left as it is. */
  readonly conflicts: readonly string[];
}

/** Names of load balancers that Route 53 has aliases for: provider/aws/aws.go, `canonicalHostedZones`. */
const aliased = /\.elb\.[a-z0-9-]+\.amazonaws\.com$/;

export function planOf(endpoints: readonly Endpoint[], zones: readonly Zone[], settings: Settings): Plan {
  const allowed = zones.filter(({ id }) => fits(id, settings.zoneIds));
  const changes: Change[] = [];
  const conflicts: string[] = [];
  const planned = new Set<string>();
  for (const endpoint of endpoints) {
    const zone = zoneOf(endpoint.name, allowed);
    const wanted = settings.domains.length === 0 || settings.domains.some((domain) => isInside(endpoint.name, domain));
    if (!zone || !wanted || planned.has(endpoint.name)) continue;
    planned.add(endpoint.name);
    const conflict = conflictOf(endpoint, zone, settings);
    if (conflict === undefined) changes.push(...changesOf(endpoint, zone, settings));
    else conflicts.push(conflict);
  }
  return { changes, conflicts };
}

const fits = (id: string, ends: readonly string[]): boolean =>
  ends.length === 0 || ends.some((end) => id.endsWith(end));

function zoneOf(name: string, zones: readonly Zone[]): Zone | undefined {
  const [longest] = zones
    .filter(({ domain }) => isInside(name, domain))
    .toSorted((a, b) => b.domain.length - a.domain.length);
  return longest;
}

function conflictOf(endpoint: Endpoint, zone: Zone, settings: Settings): string | undefined {
  const { name } = endpoint;
  const standing = zone.records.filter((record) => record.name === name && record.type !== "TXT");
  const own = [settings.owner, ...(settings.formerOwner ? [settings.formerOwner] : [])];
  const strange = standing.find((record) => !own.includes(ownerOf(record, zone, settings) ?? ""));
  if (strange)
    return `${name}: its ${strange.type} record belongs to ${ownerOf(strange, zone, settings) ?? "nobody"}, not to ${settings.owner}`;
  const types = recordsOf(endpoint, settings).map(({ type }) => type);
  const other = standing.find(({ type }) => !types.includes(type));
  return other && `${name}: it has a record of the type ${other.type}, which upsert-only does not take away`;
}

function changesOf(endpoint: Endpoint, zone: Zone, settings: Settings): readonly Change[] {
  const heritage = `heritage=external-dns,external-dns/owner=${settings.owner},external-dns/resource=${endpoint.resource}`;
  const sets = recordsOf(endpoint, settings).flatMap((record): RecordSet[] => [
    record,
    { name: registryName(record, settings), type: "TXT", ttl: record.ttl, values: [heritage] },
  ]);
  return sets.filter((set) => !zone.records.some((standing) => isSame(standing, set))).map((set) => ({ zone, set }));
}

/** An alias stands for both kinds of addresses: provider/aws/aws.go, `adjustCNAMERecordAndNewAaaaIfNeeded`. */
function recordsOf({ name, targets, ttl }: Endpoint, { provider }: Settings): readonly RecordSet[] {
  const [target = ""] = targets;
  if (provider === "aws" && aliased.test(target))
    return (["A", "AAAA"] as const).map((type) => ({ name, type, ttl, values: [], alias: target }));
  if (targets.every(isIPv4)) return [{ name, type: "A", ttl, values: targets }];
  if (targets.every(isIPv6)) return [{ name, type: "AAAA", ttl, values: targets }];
  return [{ name, type: "CNAME", ttl, values: [target] }];
}

function ownerOf(record: RecordSet, zone: Zone, settings: Settings): string | undefined {
  const name = registryName(record, settings);
  const texts = zone.records.filter((other) => other.type === "TXT" && other.name === name);
  const [heritage] = texts.flatMap(({ values }) => values).filter((text) => text.startsWith("heritage=external-dns,"));
  return heritage && /external-dns\/owner=([^,]*)/.exec(heritage)?.[1];
}

/** `cname-odoo.example.com` beside the CNAME record of `odoo.example.com`. */
const registryName = ({ name, type }: RecordSet, { txtPrefix }: Settings): string =>
  `${txtPrefix}${type.toLowerCase()}-${name}`;

/** An alias has no time to live of its own. */
const isSame = (left: RecordSet, right: RecordSet): boolean =>
  left.name === right.name &&
  left.type === right.type &&
  left.alias === right.alias &&
  (left.alias !== undefined || left.ttl === right.ttl) &&
  left.values.join("\n") === right.values.join("\n");
