import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import type { StackView } from "../../judge/stack-view.ts";
import type { Subject } from "../../judge/subject.ts";
import { addresses, allows, isAnybody } from "../../network/group-rules.ts";
import { openBlocks, openRange } from "../../network/open.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const securityGroup = "aws:ec2/securityGroup:SecurityGroup";

/** What pulls images and calls carriers must get out; what keeps data need not. */
const guardsStore = (stack: StackView, group: Subject): boolean =>
  stack.linking(group, "aws:rds/instance:Instance", "vpcSecurityGroupIds").length > 0 ||
  stack.linking(group, "aws:elasticache/replicationGroup:ReplicationGroup", "securityGroupIds").length > 0;

/** A rule of a group that another stack makes is taken for a store's. */
const ofStore = (stack: StackView, rule: Subject): boolean =>
  stack.linked(rule, "securityGroupId", securityGroup).every((group) => guardsStore(stack, group));

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
  description: "No security group of a store lets it call everywhere",
  why: "A compromised store that can call anywhere sends its data there",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "leave egress empty, or name the ranges that are called",
  checks: {
    aws: [
      inStack(securityGroup, (group, stack) =>
        guardsStore(stack, group) ? group.inputs.each("egress", openBlocks) : [],
      ),
      inStack("aws:ec2/securityGroupRule:SecurityGroupRule", (rule, stack) =>
        rule.inputs.get("type") === "egress" && ofStore(stack, rule) ? openBlocks(rule.inputs) : [],
      ),
      inStack("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", (rule, stack) =>
        ofStore(stack, rule) ? openRange(rule) : [],
      ),
    ],
    azure: [
      onResource(types.securityGroup, ({ inputs }) => inputs.each("securityRules", openOutwards)),
      onResource("azure-native:network:SecurityRule", ({ inputs }) => openOutwards(inputs)),
    ],
  },
};
