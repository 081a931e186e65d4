import { cis, securityHub } from "../../frameworks.ts";
import { openBlocks, openRange } from "../../network/open.ts";
import { onResource, type Rule } from "../../rule.ts";

export const ingressClosedToInternet: Rule = {
  name: "ingress-closed-to-internet",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description: "No security group lets the whole internet in",
  why: "Only load balancers face the internet, and their groups are made by the cluster",
  frameworks: [cis("5.3"), cis("5.4"), securityHub("EC2.18"), securityHub("EC2.19")],
  remedy: "name the ranges of the planes that call this port",
  checks: {
    aws: [
      onResource("aws:ec2/securityGroup:SecurityGroup", ({ inputs }) => inputs.each("ingress", openBlocks)),
      onResource("aws:ec2/securityGroupRule:SecurityGroupRule", ({ inputs }) =>
        inputs.judged(() => (inputs.get("type") === "ingress" ? openBlocks(inputs) : [])),
      ),
      onResource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", openRange),
    ],
  },
};
