import { pillar } from "../../frameworks.ts";
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
  frameworks: [pillar("security")],
  remedy: "put databases and caches into the database plane, whose route table has no default route",
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
  },
};
