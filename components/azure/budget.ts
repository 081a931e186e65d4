import { Budget as AzureBudget } from "@pulumi/azure-native/consumption/budget.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type * as contract from "../contracts/budget.ts";
import type { Context } from "../contracts/context.ts";

/** Years after which somebody should look at the budget anyway; Azure wants an end, or sets one itself. */
const years = 10;

/**
 * A monthly budget over the whole subscription, which holds nothing but this environment. It does not filter by tags:
 * what cannot carry a tag would cost money unseen.
 *
 * *Cost*: none.
 */
export class Budget extends ComponentResource implements contract.Budget {
  constructor(name: string, context: Context, args: contract.BudgetArgs, options: ComponentResourceOptions) {
    super("longshore:azure:Budget", name, {}, options);
    const warn = (thresholdType: "Actual" | "Forecasted", threshold: number) => ({
      enabled: true,
      operator: "GreaterThan",
      threshold,
      thresholdType,
      contactEmails: [...args.alerts],
    });
    new AzureBudget(
      name,
      {
        scope: `/subscriptions/${context.account}`,
        budgetName: context.prefix,
        category: "Cost",
        amount: args.monthly,
        timeGrain: "Monthly",
        timePeriod: budgetPeriod(new Date()),
        notifications: { actual: warn("Actual", 80), forecast: warn("Forecasted", 100) },
      },
      // Azure takes a start in the current month only, and none later on.
      { parent: this, ignoreChanges: ["timePeriod"] },
    );
    this.registerOutputs();
  }
}

/** From the first day of the current month: Azure refuses another day, and one in an earlier month. */
export function budgetPeriod(today: Date): { readonly startDate: string; readonly endDate: string } {
  const first = (year: number) => new Date(Date.UTC(year, today.getUTCMonth(), 1)).toISOString();
  return { startDate: first(today.getUTCFullYear()), endDate: first(today.getUTCFullYear() + years) };
}
