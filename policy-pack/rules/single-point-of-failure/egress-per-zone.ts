import { nodePools } from "../../azure/node-pools.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, type Rule } from "../../rule.ts";

const azureGateway = "azure-native:network:NatGateway";

export const egressPerZone: Rule = {
  name: "egress-per-zone",
  threat: "single-point-of-failure",
  level: "mandatory",
  severity: "medium",
  description: "In production each zone has its own way out, unless the tier is restore",
  why: "With one NAT gateway, the loss of its zone cuts off all others",
  frameworks: [pillar("reliability"), azurePillar("reliability")],
  remedy: "set network.egress to per-zone",
  checks: {
    aws: [
      inStack("aws:ec2/vpc:Vpc", (network, stack) => {
        if (!network.redundant) return [];
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
    azure: [
      inStack(types.virtualNetwork, (network, stack) =>
        !network.redundant
          ? []
          : nodePools(stack).flatMap(({ zones, subnet }) => {
              const ways = stack
                .named(subnet?.inputs.get("natGateway.id"), azureGateway)
                .flatMap(({ inputs }) => inputs.texts("zones"));
              return findingIf(
                subnet?.network === network && !zones.every((zone) => ways.includes(zone)),
                `NAT gateway of ${subnet?.name}`,
                `in ${ways.join(", ") || "no zone"}`,
                `in ${zones.join(", ")}, as its nodes`,
              );
            }),
      ),
      inStack(azureGateway, (gateway, stack) => {
        const own = gateway.inputs.texts("zones").join();
        return stack
          .linked(gateway, "publicIpAddresses", "azure-native:network:PublicIPAddress")
          .flatMap(({ inputs }) =>
            findingIf(
              gateway.production && inputs.texts("zones").join() !== own,
              "zones of its address",
              inputs.texts("zones"),
              own,
            ),
          );
      }),
    ],
  },
};
