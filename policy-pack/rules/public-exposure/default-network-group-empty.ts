import { cis, securityHub } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const group = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const anyRule = (rule: Inputs): readonly Finding[] =>
  findingIf(true, "a rule of the default group", rule.text("description") || "a rule", "none");

export const defaultNetworkGroupEmpty: Rule = {
  name: "default-network-group-empty",
  threat: "public-exposure",
  level: "mandatory",
  severity: "high",
  description: "The default security group of a network connects to nothing",
  why: "What forgets to name a group gets this one",
  frameworks: [cis("5.5"), securityHub("EC2.2")],
  remedy: "keep a DefaultSecurityGroup with empty ingress and egress for every network",
  checks: {
    aws: [
      onResource(group, ({ inputs }) => [...inputs.each("ingress", anyRule), ...inputs.each("egress", anyRule)]),
      inStack("aws:ec2/vpc:Vpc", (network, stack) =>
        findingIf(
          stack.linking(network, group, "vpcId").length === 0,
          "default security group",
          "AWS's own, which lets its members talk and everything out",
          "a DefaultSecurityGroup without rules",
        ),
      ),
    ],
  },
};
