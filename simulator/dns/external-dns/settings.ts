/** What the arguments of external-dns say: https://kubernetes-sigs.github.io/external-dns/latest/docs/flags (read 2026-11-22). */
import * as z from "zod";

const schema = z.object({
  provider: z.tuple([z.enum(["aws", "azure"])]),
  source: z.array(z.enum(["service", "traefik-proxy"])).min(1),
  policy: z.tuple([z.literal("upsert-only")]),
  registry: z.tuple([z.literal("txt")]).default(["txt"]),
  "txt-owner-id": z.tuple([z.string()]).default(["default"]),
  "migrate-from-txt-owner": z.tuple([z.string()]).default([""]),
  "txt-prefix": z.tuple([z.string()]).default([""]),
  "annotation-prefix": z.tuple([z.string()]).default(["external-dns.alpha.kubernetes.io/"]),
  "domain-filter": z.array(z.string()).default([]),
  "zone-id-filter": z.array(z.string()).default([]),
  "dry-run": z.tuple([z.stringbool()]).default([false]),
});

export interface Settings {
  readonly provider: "aws" | "azure";
  readonly sources: readonly ("service" | "traefik-proxy")[];
  /** Written beside each record; it changes only records with its own. */
  readonly owner: string;
  /** Whose records it takes for its own; empty: nobody's. */
  readonly formerOwner: string;
  readonly txtPrefix: string;
  readonly annotationPrefix: string;
  /** Domains that a name must be in; every domain where it is empty. */
  readonly domains: readonly string[];
  /** How the ids of zones end that it writes into; every zone where it is empty. */
  readonly zoneIds: readonly string[];
  /** It says what it would write, and writes nothing. */
  readonly dryRun: boolean;
}

/**
 * @param args  of the container; what they say of logs and rhythm does not matter here
 * @throws Error for a value that is not simulated
 */
export function settingsOf(args: readonly string[]): Settings {
  const given: Record<string, string[]> = {};
  for (const arg of args) {
    const [, no, name = "", value] = /^--(no-)?([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    given[name] = [...(given[name] ?? []), no ? "false" : (value ?? "true")];
  }
  const read = schema.safeParse(given);
  if (!read.success)
    throw new Error(`external-dns is not simulated with these arguments: ${z.prettifyError(read.error)}`);
  const { data } = read;
  return {
    provider: data.provider[0],
    sources: data.source,
    owner: data["txt-owner-id"][0],
    formerOwner: data["migrate-from-txt-owner"][0],
    txtPrefix: data["txt-prefix"][0],
    annotationPrefix: data["annotation-prefix"][0],
    domains: data["domain-filter"],
    zoneIds: data["zone-id-filter"],
    dryRun: data["dry-run"][0],
  };
}
