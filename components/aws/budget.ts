import { Budget as AwsBudget } from "@pulumi/aws/budgets/budget.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type * as contract from "../contracts/budget.ts";
import type { Context } from "../contracts/context.ts";

/**
 * A monthly budget over the whole account, which holds nothing but this environment. It does not filter by tags: until
 * somebody activates them for billing, such a budget would stay at zero and never warn.
 *
 * *Cost*: none for the first two budgets of an account.
 */
export class Budget extends ComponentResource implements contract.Budget {
  constructor(name: string, context: Context, args: contract.BudgetArgs, options: ComponentResourceOptions) {
    super("longshore:aws:Budget", name, {}, options);
    const warn = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberEmailAddresses: [...args.alerts],
    });
    new AwsBudget(
      name,
      {
        name: context.prefix,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.monthly),
        limitUnit: "USD",
        notifications: [warn("ACTUAL", 80), warn("FORECASTED", 100)],
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
