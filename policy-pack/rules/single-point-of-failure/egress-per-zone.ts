import { pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, type Rule } from "../../rule.ts";

export const egressPerZone: Rule = {
  name: "egress-per-zone",
  threat: "single-point-of-failure",
  level: "mandatory",
  severity: "medium",
  description: "In production each zone has its own way out",
  why: "With one NAT gateway, the loss of its zone cuts off all others",
  frameworks: [pillar("reliability")],
  remedy: "set network.egress to per-zone",
  checks: {
    aws: [
      inStack("aws:ec2/vpc:Vpc", (network, stack) => {
        if (!network.production) return [];
        const gateways = stack.ofType("aws:ec2/natGateway:NatGateway");
        const ways = new Set(
          gateways.flatMap((gateway) =>
            stack
              .linked(gateway, "subnetId", "aws:ec2/subnet:Subnet")
              .map(({ inputs }) => inputs.text("availabilityZone")),
          ),
        );
        const zones = new Set(
          stack.linking(network, "aws:ec2/subnet:Subnet", "vpcId").map(({ inputs }) => inputs.text("availabilityZone")),
        );
        return findingIf(
          gateways.length > 0 && ways.size < zones.size,
          "NAT gateways",
          `in ${[...ways].join(", ")}`,
          `one in each of ${[...zones].join(", ")}`,
        );
      }),
    ],
  },
};
