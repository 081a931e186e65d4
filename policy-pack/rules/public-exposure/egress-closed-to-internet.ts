import { pillar } from "../../frameworks.ts";
import { openBlocks, openRange } from "../../network/open.ts";
import { onResource, type Rule } from "../../rule.ts";

export const egressClosedToInternet: Rule = {
  name: "egress-closed-to-internet",
  threat: "public-exposure",
  level: "mandatory",
  severity: "high",
  description: "No security group lets everything out",
  why: "A compromised store that can call anywhere sends its data there",
  frameworks: [pillar("security")],
  remedy: "leave egress empty, or name the ranges that are called",
  checks: {
    aws: [
      onResource("aws:ec2/securityGroup:SecurityGroup", ({ inputs }) => inputs.each("egress", openBlocks)),
      onResource("aws:ec2/securityGroupRule:SecurityGroupRule", ({ inputs }) =>
        inputs.judged(() => (inputs.get("type") === "egress" ? openBlocks(inputs) : [])),
      ),
      onResource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", openRange),
    ],
  },
};
