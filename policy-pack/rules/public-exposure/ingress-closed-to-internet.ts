import { nodeSubnets } from "../../azure/node-pools.ts";
import { guardOf, subnetsOf } from "../../azure/subnets.ts";
import * as types from "../../azure/types.ts";
import { cis, cisAzure, securityHub } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { addresses, allows, isAnybody, isWebOnly } from "../../network/group-rules.ts";
import { facesWeb } from "../../network/load-balancers.ts";
import { openBlocks, openRange } from "../../network/open.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

/** A load balancer of Azure hands packets on with the client's address, so the nodes' group sees the internet on the web's ports. */
const letsAnybodyIn = (rule: Inputs): boolean => allows(rule, "Inbound") && addresses(rule, "source").some(isAnybody);
const facesInternet = (rule: Inputs): boolean => letsAnybodyIn(rule) && isWebOnly(rule);
const openToAnybody = (rule: Inputs): readonly Finding[] =>
  findingIf(
    letsAnybodyIn(rule) && !isWebOnly(rule),
    "source",
    addresses(rule, "source"),
    "the ranges that need it; the internet on TCP 80 and 443 alone",
  );

export const ingressClosedToInternet: Rule = {
  name: "ingress-closed-to-internet",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description:
    "No security group lets the whole internet in, but to the web's ports of a load balancer and of nodes behind it",
  why: "Only load balancers face the internet; everything else is found and tried within minutes",
  frameworks: [
    cis("5.3"),
    cis("5.4"),
    securityHub("EC2.18"),
    securityHub("EC2.19"),
    cisAzure("7.1"),
    cisAzure("7.2"),
    cisAzure("7.3"),
    cisAzure("7.4"),
  ],
  remedy: "name the ranges of the planes that call this port",
  checks: {
    aws: [
      inStack("aws:ec2/securityGroup:SecurityGroup", (group, stack) =>
        group.inputs.each("ingress", (rule) => (facesWeb(stack, group, rule) ? [] : openBlocks(rule))),
      ),
      onResource("aws:ec2/securityGroupRule:SecurityGroupRule", ({ inputs }) =>
        inputs.judged(() => (inputs.get("type") === "ingress" ? openBlocks(inputs) : [])),
      ),
      inStack("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", (rule, stack) =>
        stack
          .linked(rule, "securityGroupId", "aws:ec2/securityGroup:SecurityGroup")
          .some((group) => facesWeb(stack, group, rule.inputs))
          ? []
          : openRange(rule),
      ),
    ],
    azure: [
      onResource(types.securityGroup, ({ inputs }) => inputs.each("securityRules", openToAnybody)),
      onResource("azure-native:network:SecurityRule", ({ inputs }) => openToAnybody(inputs)),
      inStack(types.virtualNetwork, (network, stack) => {
        const nodes = nodeSubnets(stack, network);
        return subnetsOf(stack, network)
          .filter(({ name }) => !nodes.includes(name))
          .flatMap((subnet) =>
            findingIf(
              guardOf(stack, subnet)?.inputs.elements("securityRules").some(facesInternet) ?? false,
              `security group of ${subnet.name}`,
              "open to the internet",
              "open to the planes that call it",
            ),
          );
      }),
    ],
  },
};
