/**
 * What is looked at after every drill, with a customer's eyes: everything goes through the tenant's host name, so that it
 * holds for whichever platform the name leads to by then.
 */
import * as z from "zod";
import { drillPath } from "../../simulator/application/answers.ts";
import type { Customer } from "./customer.ts";
import type { Check } from "./scenario.ts";

/** Milliseconds: every byte of every attachment is read, and large tables are counted. */
const readingMs = 300_000;

const counts = z.record(z.string(), z.number());
export type Counts = Readonly<z.output<typeof counts>>;
const attachments = z.object({ files: z.number(), missing: z.number(), changed: z.number() });
const document = z.object({ order: z.string(), picking: z.string(), attachment: z.string(), read: z.string() });

/** Rows of each business table. */
export const readCounts = async (customer: Pick<Customer, "demand">): Promise<Counts> =>
  counts.parse(await customer.demand("GET", `${drillPath}/counts`, undefined, readingMs));

export interface CheckArgs {
  readonly customer: Pick<Customer, "demand" | "address" | "hostname">;
  /** Addresses of the load balancers at which the platform that serves now can be reached. */
  readonly addresses: () => Promise<readonly string[]>;
  /** Rows of the business tables before the event: the drill writes into none of them. */
  readonly before: Counts;
}

interface Look {
  readonly name: string;
  /** The same by hand, for the runbook. */
  readonly by: string;
  readonly run: (args: CheckArgs) => Promise<string | undefined>;
}

export const everyScenario: readonly Look[] = [
  {
    name: "DNS",
    by: "`dig +short HOSTNAME` gives the load balancer's name and addresses",
    run: async ({ customer, addresses }) => {
      const found = await customer.address();
      const fits = await addresses();
      return fits.includes(found)
        ? undefined
        : `leads to ${found}; fits ${fits.join(", ") || "none: there is no load balancer"}`;
    },
  },
  {
    name: "ingress",
    by: "`curl -sS -o /dev/null -w '%{http_code}' https://HOSTNAME/web/login` prints 200, without a warning about the certificate",
    run: async ({ customer }) => {
      await customer.demand("GET", `${drillPath}/counts`, undefined, readingMs);
      return undefined;
    },
  },
  {
    name: "database",
    by: "orders, pickings, moves and invoices are as many as before",
    run: async ({ customer, before }) => {
      const now = counts.parse(await customer.demand("GET", `${drillPath}/counts`, undefined, readingMs));
      return differences(before, now);
    },
  },
  {
    name: "attachments",
    by: "every attachment opens: `rclone hashsum sha1 --download` of the tenant's files gives the names that the files have",
    run: async ({ customer }) => {
      const answer = await customer.demand("GET", `${drillPath}/attachments`, undefined, readingMs);
      const { files, missing, changed } = attachments.parse(answer);
      if (files === 0) return "the database has no attachment: nothing was checked";
      return missing + changed === 0 ? undefined : `of ${files} files ${missing} are missing, ${changed} are changed`;
    },
  },
  {
    name: "application",
    by: "a delivery, its order and the attachment of an invoice open in Odoo",
    run: async ({ customer }) => {
      const found = document.parse(await customer.demand("GET", `${drillPath}/document`, undefined, readingMs));
      return found.read === found.attachment
        ? undefined
        : `the attachment of an invoice has other bytes (${found.read})`;
    },
  },
];

function differences(before: Counts, now: Counts): string | undefined {
  const others = Object.keys(before).filter((table) => before[table] !== now[table]);
  if (Object.keys(before).length === 0) return "nothing was counted before the event";
  return others.length === 0
    ? undefined
    : others.map((table) => `${table}: ${now[table] ?? "none"}, before ${before[table]}`).join("; ");
}

/** Runs checks one after the other; one that throws has found something. */
export async function runChecks(
  looks: readonly { readonly name: string; readonly run: () => Promise<string | undefined> }[],
): Promise<readonly Check[]> {
  const done: Check[] = [];
  for (const { name, run } of looks) {
    const found = await run().catch((error: Error) => error.message);
    done.push(found === undefined ? { name, ok: true } : { name, ok: false, found });
  }
  return done;
}
