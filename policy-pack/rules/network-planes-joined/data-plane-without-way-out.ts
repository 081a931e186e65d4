import { storeSubnet } from "../../azure/stores.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { waysOut } from "../../network/routes.ts";
import { inStack, type Rule } from "../../rule.ts";

export const dataPlaneWithoutWayOut: Rule = {
  name: "data-plane-without-way-out",
  threat: "network-planes-joined",
  level: "mandatory",
  severity: "high",
  description: "Stores stand in subnets that have no way out of the network",
  why: "A database that cannot call out cannot send its data anywhere",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "put databases and caches into the database plane, whose subnets have no NAT gateway and no default route",
  checks: {
    aws: [
      inStack(["aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup"], (group, stack) => {
        const leaky = stack
          .linked(group, "subnetIds", "aws:ec2/subnet:Subnet")
          .filter((subnet) => waysOut(stack, subnet));
        return findingIf(
          leaky.length > 0,
          "subnetIds",
          leaky.map(({ name }) => name),
          "subnets without a default route",
        );
      }),
    ],
    azure: [
      inStack([types.databaseServer, types.privateEndpoint], (store, stack) => {
        const subnet = storeSubnet(store, stack);
        const ways = ["natGateway.id", "routeTable.id"].filter((way) => subnet?.inputs.has(way));
        return findingIf(ways.length > 0, `subnet ${subnet?.name}`, ways, "a subnet without NAT gateway or routes");
      }),
    ],
  },
};
