/** The second stack: what a stack's file says of the one that recovers it, or that it recovers. */
import * as z from "zod";
import { isInside } from "../components/addressing.ts";
import type { Tier } from "../components/contracts/context.ts";
import { parameterValues } from "../components/postgresql.ts";
import { InvalidInput, show } from "./problems.ts";
import { cidr, hostname, list, oneOf, section, stackName, whole } from "./schema.ts";
import { instant } from "./tenant/emergency.ts";

const fact = (what: string) => z.string({ error: what }).min(1, { error: what });
const date = () => z.iso.date({ error: 'a date in quotes, for example "2026-11-01"' });

const bucket = section({
  name: fact("the bucket's name"),
  id: fact("its ARN, or resource id"),
  account: fact("the account that it is in"),
  key: fact("the key that it is encrypted with"),
});

const stores = section({
  database: fact("the ARN, or resource id, of the database server"),
  buckets: section({ backups: bucket, archives: bucket, files: bucket, exports: bucket }),
});

/** Facts of the peer, as its stack output `link` has them. */
export const peer = section({
  stack: stackName("the stack"),
  cloud: oneOf(["aws", "azure"]),
  account: fact("an AWS account id, or an Azure subscription id"),
  region: fact("a region"),
  domain: hostname(),
  zoneId: fact("the id of the DNS zone"),
  nameServers: list(fact("a name server"), "a list of name servers"),
  dnsOwner: fact("the name under which its external-dns writes").optional(),
  network: section({
    id: fact("the id of the network"),
    cidr: fact("its range"),
    admits: fact("the range whose databases it lets in").optional(),
    databaseZone: fact("the id of the private DNS zone of its databases").optional(),
  }),
  issuer: fact("the issuer of its cluster's tokens").optional(),
  egressAddresses: list(fact("an address"), "the addresses that its workloads come from").default([]),
  tenants: list(fact("a tenant"), "the names of its tenants").default([]),
  databaseVersion: fact("a PostgreSQL major version"),
  storageGib: whole(1, 65_536, "GiB"),
  maxConnections: whole(1, 100_000, "connections"),
  passwordDate: date(),
  tenantPasswordDates: z.tuple([date(), date().optional()], { error: "one date or two" }),
  shared: stores,
  dedicated: z.record(z.string(), stores, { error: "stores by tenant" }),
});

export const link = section({
  peer: stackName("the other stack"),
  /** On a stack that was made to recover another one: that one, whose tenants and DNS zone it takes on. */
  platform: stackName("the stack that this one was made to recover").optional(),
  standby: oneOf(["warm", "pilot-light"]).default("warm"),
  by: oneOf(["replica", "backups"]).default("replica"),
  generation: whole(1, 99, "databases so far").default(1),
  /** Azure only, on the stack that is recovered: range of the recovery's network, whose databases may copy from those here. */
  cidr: cidr().optional(),
  /** When tenants' closed hours count again after a switch of roles; `longshore failover` writes it. */
  windowsLiftedUntil: instant.optional(),
  /** Written by `longshore link`; a stack that has never been a recovery has none. */
  primary: peer.optional(),
}).optional();

/** The settings that a link must go with. */
interface Linked {
  readonly role: "primary" | "recovery";
  readonly cloud: "aws" | "azure";
  readonly account: string;
  readonly region: string;
  readonly tier: Tier;
  readonly domain: string;
  readonly network: { readonly cidr: string };
  readonly database: {
    readonly version: string;
    readonly size: "small" | "medium" | "large" | "xlarge";
    readonly storageGib: number;
    readonly parameters: Readonly<Record<string, string>>;
  };
  readonly secrets: { readonly passwordDate: string; readonly tenantPasswordDates: readonly [string, string?] };
  readonly link?: z.output<typeof link>;
}

interface Problem {
  readonly path: string;
  readonly fits: string;
}

/** @returns path and what fits, for everything that is wrong between a stack and its peer */
export function linkProblems(settings: Linked): readonly Problem[] {
  const { role, cloud, tier, link: own } = settings;
  if (!own) return role === "recovery" ? [{ path: "link", fits: "a link to the stack that this one recovers" }] : [];
  const problems: Problem[] = [];
  // It brings a standby as well, and with that a server that Azure copies: a burstable one it does not.
  if (cloud === "azure" && own.by === "replica" && tier !== "cross-region")
    problems.push({ path: "tier", fits: "cross-region: only then do buckets keep what copies in another region need" });
  return own.primary ? [...problems, ...primaryProblems(settings, own, own.primary)] : problems;
}

function primaryProblems(
  { role, cloud, account, region, domain, network, database, secrets }: Linked,
  own: NonNullable<Linked["link"]>,
  primary: z.output<typeof peer>,
): readonly Problem[] {
  const { by } = own;
  const problems: Problem[] = [];
  const refuse = (wrong: boolean, path: string, fits: string) => {
    if (wrong) problems.push({ path, fits });
  };
  refuse(primary.stack !== own.peer, "link.primary.stack", `${own.peer}, the peer: run \`npx longshore link\` again`);
  refuse(domain !== primary.domain, "domain", `${primary.domain}, that of ${primary.stack}: tenants keep their names`);
  refuse(
    role === "recovery" && by === "backups" && primary.issuer === undefined,
    "link.primary.issuer",
    `the issuer of ${primary.stack}'s cluster: run \`npx longshore link\` again`,
  );
  if (cloud !== primary.cloud) {
    refuse(by === "replica", "link.by", `backups, because no database follows one on another cloud`);
    return problems;
  }
  // Replicas stay in one account. Backups may leave it, and then not even its administrators can take the copies away.
  refuse(
    by === "replica" && account !== primary.account,
    "account",
    `${primary.account}, that of ${primary.stack}, or link.by: backups`,
  );
  // Besides, a network's private endpoints let nothing out to another account's objects of the same region.
  refuse(region === primary.region, "region", `another one than that of ${primary.stack}, which may be lost`);
  // What stands stays as it is when the role changes.
  if (role === "primary") return problems;
  refuse(overlap(network.cidr, primary.network.cidr), "network.cidr", `a range apart from ${primary.network.cidr}`);
  refuse(
    cloud === "azure" && by === "replica" && primary.network.admits !== network.cidr,
    "link.primary.network.admits",
    `${network.cidr}: write longshore:link.cidr: ${network.cidr} into the file of ${primary.stack}, bring it up and link again`,
  );
  const { passwordDate, tenantPasswordDates } = primary;
  refuse(secrets.passwordDate !== passwordDate, "secrets.passwordDate", `"${passwordDate}", that of ${primary.stack}`);
  refuse(
    String(secrets.tenantPasswordDates) !== String(tenantPasswordDates),
    "secrets.tenantPasswordDates",
    `${JSON.stringify(tenantPasswordDates)}, those of ${primary.stack}`,
  );
  if (by === "backups") return problems;
  refuse(
    database.version !== primary.databaseVersion,
    "database.version",
    `"${primary.databaseVersion}", that of ${primary.stack}`,
  );
  refuse(
    database.storageGib < primary.storageGib,
    "database.storageGib",
    `at least ${primary.storageGib}, the storage of ${primary.stack}`,
  );
  refuse(
    Number(parameterValues(database.size, database.parameters).max_connections) < primary.maxConnections,
    "database.size",
    `one with at least ${primary.maxConnections} connections, as ${primary.stack} has: a standby with fewer does not start`,
  );
  return problems;
}

const overlap = (one: string, other: string): boolean => isInside(one, other) || isInside(other, one);

/**
 * @param stack  whose settings they are
 * @param file   their path, for messages
 * @throws InvalidInput where a stack is linked to itself, or recovers one that it knows nothing of yet
 */
export function checkPeer(stack: string, { role, link: own }: Pick<Linked, "role" | "link">, file: string): void {
  if (!own) return;
  const refuse = (path: string, found: unknown, fits: string) =>
    new InvalidInput([{ path: `${file} longshore:link.${path}`, found: show(found), fits }]);
  if (own.peer === stack) throw refuse("peer", own.peer, "another stack");
  if (own.platform === stack) throw refuse("platform", own.platform, "another stack");
  if (role === "recovery" && !own.primary)
    throw refuse(
      "primary",
      undefined,
      `the facts of ${own.peer}: \`npx longshore link --stack ${stack}\` copies them, once ${own.peer} stands`,
    );
}
