/** What a destroy found and did, for programs: `--report FILE`. */
import type { Estimate } from "../cost/estimate.ts";
import type { Drained } from "./drain/drain.ts";
import type { Leftovers } from "./leftovers.ts";

export interface Report {
  readonly stack: string;
  /** Nothing where there was no cluster to drain. */
  readonly drained: Drained | null;
  /** Resources that are gone, and those that stay. */
  readonly deleted: number;
  readonly kept: Readonly<Record<string, number>>;
  /** Of what is kept, from dated list prices. */
  readonly cost: Pick<Estimate, "monthly" | "currency" | "notPriced" | "lines">;
  readonly leftovers: Leftovers;
  readonly seconds: { readonly drain: number; readonly destroy: number; readonly total: number };
}
