import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { isRecord } from "../../judge/inputs.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const budget = "aws:budgets/budget:Budget";

const azureBudget = "azure-native:consumption:Budget";

export const budgetWarns: Rule = {
  name: "budget-warns",
  threat: "runaway-cost",
  level: "mandatory",
  severity: "medium",
  description: "Somebody is told before the month costs more than planned",
  why: "A loop that writes logs or copies objects costs thousands over a weekend",
  frameworks: [pillar("cost"), azurePillar("cost")],
  remedy: "keep the Budget with a monthly limit and mail addresses",
  checks: {
    aws: [
      onResource(budget, ({ inputs }) => [
        ...inputs.must("timeUnit", is("MONTHLY")),
        ...inputs.mustHave("limitAmount", "dollars a month"),
        ...inputs.judged(() => {
          const told = inputs
            .elements("notifications")
            .filter(
              (notification) =>
                notification.texts("subscriberEmailAddresses").length > 0 ||
                notification.texts("subscriberSnsTopicArns").length > 0,
            )
            .map((notification) => notification.text("notificationType"));
          return ["ACTUAL", "FORECASTED"].flatMap((kind) =>
            findingIf(!told.includes(kind), "notifications", told, `a warning of ${kind} cost to somebody`),
          );
        }),
      ]),
      inStack("aws:ec2/vpc:Vpc", (_, stack) =>
        findingIf(stack.ofType(budget).length === 0, "budget of the stack", undefined, "a monthly budget that warns"),
      ),
    ],
    azure: [
      onResource(azureBudget, ({ inputs }) => [
        ...inputs.must("timeGrain", is("Monthly")),
        ...inputs.must("category", is("Cost")),
        ...inputs.mustHave("amount", "money a month"),
        ...inputs.mustLack("filter", "part of the cost"),
        ...inputs.judged(() =>
          findingIf(
            !/^\/subscriptions\/[^/]+$/.test(inputs.text("scope")),
            "scope",
            inputs.text("scope"),
            "the whole subscription",
          ),
        ),
        ...inputs.judged(() => {
          const notifications = inputs.get("notifications");
          const told = isRecord(notifications)
            ? Object.keys(notifications)
                .map((name) => `notifications.${name}`)
                .filter(
                  (path) =>
                    inputs.get(`${path}.enabled`) === true &&
                    ["contactEmails", "contactGroups", "contactRoles"].some(
                      (list) => inputs.texts(`${path}.${list}`).length > 0,
                    ),
                )
                .map((path) => inputs.text(`${path}.thresholdType`))
            : [];
          return ["Actual", "Forecasted"].flatMap((kind) =>
            findingIf(!told.includes(kind), "notifications", told, `a warning of ${kind} cost to somebody`),
          );
        }),
      ]),
      inStack(types.virtualNetwork, (_, stack) =>
        findingIf(
          stack.ofType(azureBudget).length === 0,
          "budget of the stack",
          undefined,
          "a monthly budget that warns",
        ),
      ),
    ],
  },
};
