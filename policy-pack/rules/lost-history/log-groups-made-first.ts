import { securityHub } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { StackView } from "../../judge/stack-view.ts";
import { inStack, type Rule } from "../../rule.ts";

function missing(stack: StackView, names: readonly string[]): readonly Finding[] {
  const made = stack.ofType("aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs.text("name"));
  return names.flatMap((name) =>
    findingIf(!made.includes(name), `log group ${name}`, "made by the service itself", "made by the stack"),
  );
}

export const logGroupsMadeFirst: Rule = {
  name: "log-groups-made-first",
  threat: "lost-history",
  level: "mandatory",
  severity: "medium",
  description: "The log group that a service writes to is made by the stack",
  why: "Else the service makes one by itself: without encryption and kept for ever",
  frameworks: [securityHub("CloudWatch.16")],
  remedy: "make the group before the service that writes to it (components/aws/logs.ts)",
  checks: {
    aws: [
      inStack("aws:eks/cluster:Cluster", ({ inputs }, stack) =>
        missing(stack, [`/aws/eks/${inputs.text("name")}/cluster`]),
      ),
      inStack("aws:rds/instance:Instance", ({ inputs }, stack) =>
        missing(
          stack,
          inputs
            .texts("enabledCloudwatchLogsExports")
            .map((log) => `/aws/rds/instance/${inputs.text("identifier")}/${log}`),
        ),
      ),
    ],
  },
};
