/** What must hold in every tenant's database, whatever its rows are. */
import { literal } from "./postgres/quote.ts";
import type { Session } from "./postgres/session.ts";

interface Invariant {
  readonly name: string;
  /** Tables that it needs; where a module is not installed there is nothing to check. */
  readonly tables: readonly string[];
  /** Counts the rows that break it. */
  readonly query: string;
}

/** Half of the smallest coin in use: amounts are rounded to the currency already. */
const lessThanACoin = "0.0005";

/**
 * Column names as in Odoo 19's `stock` and `account` modules; what holds there whatever a company's own rules are, because
 * Odoo computes it or refuses anything else (`_compute_state` of `stock.picking`, `check_lot_id` of `stock.quant`,
 * `_compute_amount_residual` of `account.move.line`, the unique index on numbers of posted moves).
 */
const invariants: readonly Invariant[] = [
  {
    name: "no negative reserved stock",
    tables: ["stock_quant"],
    query: "SELECT count(*) FROM public.stock_quant WHERE reserved_quantity < 0",
  },
  {
    name: "a finished transfer has its date",
    tables: ["stock_picking"],
    query: "SELECT count(*) FROM public.stock_picking WHERE state = 'done' AND date_done IS NULL",
  },
  {
    name: "a finished transfer has no open move",
    tables: ["stock_picking", "stock_move"],
    query: `SELECT count(DISTINCT p.id) FROM public.stock_picking p JOIN public.stock_move m ON m.picking_id = p.id
      WHERE p.state = 'done' AND m.state NOT IN ('done', 'cancel')`,
  },
  {
    name: "stock of a lot is of the lot's product",
    tables: ["stock_quant", "stock_lot"],
    query: `SELECT count(*) FROM public.stock_quant q JOIN public.stock_lot l ON l.id = q.lot_id
      WHERE l.product_id <> q.product_id`,
  },
  {
    name: "posted entries are balanced",
    tables: ["account_move", "account_move_line"],
    query: `SELECT count(*) FROM (
      SELECT FROM public.account_move_line l JOIN public.account_move m ON m.id = l.move_id
      WHERE m.state = 'posted' GROUP BY l.move_id HAVING abs(sum(l.debit - l.credit)) >= ${lessThanACoin}) AS unbalanced`,
  },
  {
    name: "a posted entry has its number",
    tables: ["account_move"],
    query: `SELECT count(*) FROM public.account_move WHERE state = 'posted' AND coalesce(name, '') IN ('', '/')`,
  },
  {
    name: "nothing is open on a settled item",
    tables: ["account_move_line"],
    query: `SELECT count(*) FROM public.account_move_line
      WHERE reconciled AND abs(amount_residual) >= ${lessThanACoin}`,
  },
];

/** @returns names of those that were checked, and what breaks, in words */
export async function checkInvariants(
  session: Session,
): Promise<{ readonly checked: readonly string[]; readonly broken: readonly string[] }> {
  const checked: string[] = [];
  const broken: string[] = [];
  for (const { name, tables, query } of invariants) {
    const present = tables.map((table) => `to_regclass(${literal(`public.${table}`)}) IS NOT NULL`).join(" AND ");
    if ((await session.askOne(`SELECT ${present}`)) !== "t") continue;
    const rows = Number(await session.askOne(query));
    checked.push(name);
    if (rows > 0) broken.push(`${name}: ${rows} do not hold`);
  }
  return { checked, broken };
}
