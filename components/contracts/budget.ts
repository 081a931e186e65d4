/** The budget that warns. */
import type { ComponentResource } from "@pulumi/pulumi";

export interface BudgetArgs {
  /** In US dollars a month. */
  readonly monthly: number;
  /** Mail addresses told at 80 % of the budget and when the forecast exceeds it. */
  readonly alerts: readonly string[];
}

export type Budget = ComponentResource;
