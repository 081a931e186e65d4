/** Rules of security groups, in the three forms that AWS's provider has for them. */
import { type Finding, findingIf } from "../judge/finding.ts";
import type { Inputs } from "../judge/inputs.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { everywhere } from "./ranges.ts";

const fits = "the ranges or groups that need it";

/** A rule with lists of ranges. */
export function openBlocks(rule: Inputs): readonly Finding[] {
  const open = [...rule.texts("cidrBlocks"), ...rule.texts("ipv6CidrBlocks")].filter((range) =>
    everywhere.includes(range),
  );
  return findingIf(open.length > 0, "range", `${open.join(" and ")}, port ${rule.text("fromPort")}`, fits);
}

/** A rule with one range. */
export const openRange = ({ inputs }: Subject): readonly Finding[] =>
  ["cidrIpv4", "cidrIpv6"].flatMap((path) =>
    inputs.judged(() => findingIf(everywhere.includes(inputs.text(path)), path, inputs.text(path), fits)),
  );

/** Ranges that a rule of any form lets in. */
export const sources = (rule: Inputs): readonly string[] => [
  ...rule.texts("cidrBlocks"),
  ...rule.texts("ipv6CidrBlocks"),
  ...["cidrIpv4", "cidrIpv6"].map((path) => rule.text(path)).filter((range) => range !== ""),
];

/** Rules of a group that stand as resources of their own. */
export const ingressRules = (stack: StackView, group: Subject): readonly Inputs[] =>
  [
    ...stack.linking(group, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "securityGroupId"),
    ...stack
      .linking(group, "aws:ec2/securityGroupRule:SecurityGroupRule", "securityGroupId")
      .filter(({ inputs }) => inputs.text("type") === "ingress"),
  ].map(({ inputs }) => inputs);
