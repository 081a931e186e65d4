import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { addresses, allows, isAnybody } from "../../network/group-rules.ts";
import { openBlocks, openRange } from "../../network/open.ts";
import { onResource, type Rule } from "../../rule.ts";

const openOutwards = (rule: Inputs): readonly Finding[] =>
  findingIf(
    allows(rule, "Outbound") && addresses(rule, "destination").some(isAnybody),
    "destination",
    addresses(rule, "destination"),
    "the ranges that are called",
  );

export const egressClosedToInternet: Rule = {
  name: "egress-closed-to-internet",
  threat: "public-exposure",
  level: "mandatory",
  severity: "high",
  description: "No security group lets everything out",
  why: "A compromised store that can call anywhere sends its data there",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "leave egress empty, or name the ranges that are called",
  checks: {
    aws: [
      onResource("aws:ec2/securityGroup:SecurityGroup", ({ inputs }) => inputs.each("egress", openBlocks)),
      onResource("aws:ec2/securityGroupRule:SecurityGroupRule", ({ inputs }) =>
        inputs.judged(() => (inputs.get("type") === "egress" ? openBlocks(inputs) : [])),
      ),
      onResource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", openRange),
    ],
    azure: [
      onResource(types.securityGroup, ({ inputs }) => inputs.each("securityRules", openOutwards)),
      onResource("azure-native:network:SecurityRule", ({ inputs }) => openOutwards(inputs)),
    ],
  },
};
