import { pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const budget = "aws:budgets/budget:Budget";

export const budgetWarns: Rule = {
  name: "budget-warns",
  threat: "runaway-cost",
  level: "mandatory",
  severity: "medium",
  description: "Somebody is told before the month costs more than planned",
  why: "A loop that writes logs or copies objects costs thousands over a weekend",
  frameworks: [pillar("cost")],
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
  },
};
