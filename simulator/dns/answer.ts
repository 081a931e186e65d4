/** What the authority says to a question. Pure: the same zones always give the same answer. */
import { isInside, plainName, type RecordSet, type Zone } from "./records.ts";

/** One line of an answer. */
export interface Line {
  readonly name: string;
  readonly type: RecordSet["type"];
  readonly ttl: number;
  readonly value: string;
}

export interface Answered {
  /** `REFUSED` for a name that nobody here is asked about; see https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1. */
  readonly code: "NOERROR" | "NXDOMAIN" | "REFUSED";
  readonly lines: readonly Line[];
  /** The zone that says so, for its SOA. */
  readonly zone?: Zone;
}

export interface Sources {
  /** One for each domain. */
  readonly zones: readonly Zone[];
  /** Loopback address of a host of the simulated clouds, or of an address in public; nothing for a stranger. */
  readonly addressOf: (host: string) => string | undefined;
}

/** Seconds for names of the clouds' own, as load balancers have them: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html (read 2026-11-22). */
const hostSeconds = 60;
/** Aliases of aliases that are followed, against a circle. */
const most = 8;

/** @param type  of record that is asked for, for example `A` */
export function answer(question: { readonly name: string; readonly type: string }, sources: Sources): Answered {
  const lines: Line[] = [];
  let name = plainName(question.name);
  for (let steps = 0; steps < most; steps += 1) {
    const zone = zoneOf(name, sources.zones);
    if (!zone) return outside(name, question.type, sources, lines);
    const here = zone.records.filter((record) => record.name === name);
    const found = here.find(({ type }) => type === question.type);
    if (found) return { code: "NOERROR", lines: [...lines, ...linesOf(found, sources)], zone };
    const next = here.find(({ type }) => type === "CNAME")?.values[0];
    if (next === undefined) {
      // A name with other records, or with names below it, does exist.
      const exists = zone.domain === name || zone.records.some((record) => isInside(record.name, name));
      return { code: exists ? "NOERROR" : "NXDOMAIN", lines, zone };
    }
    lines.push(...here.filter(({ type }) => type === "CNAME").flatMap((record) => linesOf(record, sources)));
    name = plainName(next);
  }
  return { code: "NOERROR", lines };
}

/** The zone with the longest domain that a name is in. */
function zoneOf(name: string, zones: readonly Zone[]): Zone | undefined {
  const [longest] = zones
    .filter(({ domain }) => isInside(name, domain))
    .toSorted((a, b) => b.domain.length - a.domain.length);
  return longest;
}

/** Hosts of the clouds have an address each; a stranger at the end of a chain is somebody else's to say. */
function outside(name: string, type: string, { addressOf }: Sources, before: readonly Line[]): Answered {
  const address = addressOf(name);
  if (address === undefined) return { code: before.length > 0 ? "NOERROR" : "REFUSED", lines: before };
  const line = { name, type: "A", ttl: hostSeconds, value: address } as const;
  return { code: "NOERROR", lines: type === "A" ? [...before, line] : before };
}

function linesOf({ name, type, ttl, values, alias }: RecordSet, { addressOf }: Sources): readonly Line[] {
  if (alias === undefined) {
    const shown = type === "A" ? values.flatMap((value) => addressOf(value) ?? []) : values;
    return shown.map((value) => ({ name, type, ttl, value }));
  }
  const address = type === "A" ? addressOf(alias) : undefined;
  return address === undefined ? [] : [{ name, type, ttl, value: address }];
}
