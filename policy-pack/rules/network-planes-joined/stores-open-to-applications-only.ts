import { openInAzure, storeSubnet } from "../../azure/stores.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { oneOf } from "../../judge/expectations.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import type { StackView } from "../../judge/stack-view.ts";
import type { Subject } from "../../judge/subject.ts";
import { ingressRules, sources } from "../../network/open.ts";
import { holdsRange } from "../../network/ranges.ts";
import { isEdge } from "../../network/routes.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const subnetType = "aws:ec2/subnet:Subnet";

function openTo(store: Subject, stack: StackView, input: string): readonly Finding[] {
  const groups = stack.linked(store, input, "aws:ec2/securityGroup:SecurityGroup");
  const barred = stack
    .ofType(subnetType)
    .filter((subnet) => isEdge(stack, subnet))
    .map(({ inputs }) => inputs.text("cidrBlock"));
  const networks = stack.ofType("aws:ec2/vpc:Vpc").map(({ inputs }) => inputs.text("cidrBlock"));
  return groups.flatMap((group) => {
    const path = `ingress of ${group.name}`;
    const check = (rule: Inputs) => {
      const wide = sources(rule).filter((range) => [...barred, ...networks].some((inner) => holdsRange(range, inner)));
      const everyPort = [rule.text("protocol"), rule.text("ipProtocol")].includes("-1");
      return [
        ...findingIf(wide.length > 0, path, wide, "ranges of the application plane"),
        ...findingIf(everyPort, path, "every port", "the port that the store listens on"),
      ];
    };
    return [...group.inputs.each("ingress", check), ...ingressRules(stack, group).flatMap(check)];
  });
}

export const storesOpenToApplicationsOnly: Rule = {
  name: "stores-open-to-applications-only",
  threat: "network-planes-joined",
  level: "mandatory",
  severity: "high",
  description: "A store's port is open to the planes that use it, and to no whole network",
  why: "Else a foothold in the edge or in monitoring talks to every database",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy:
    "name the ranges of the application plane (components/aws/data-access.ts, components/azure/security-groups.ts)",
  checks: {
    aws: [
      inStack("aws:rds/instance:Instance", (store, stack) => openTo(store, stack, "vpcSecurityGroupIds")),
      inStack("aws:elasticache/replicationGroup:ReplicationGroup", (store, stack) =>
        openTo(store, stack, "securityGroupIds"),
      ),
      onResource("aws:rds/instance:Instance", ({ inputs }) =>
        inputs.mustHave("vpcSecurityGroupIds", "a security group of its own"),
      ),
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs }) =>
        inputs.mustHave("securityGroupIds", "a security group of its own"),
      ),
    ],
    azure: [
      inStack([types.databaseServer, types.privateEndpoint], (store, stack) => {
        const subnet = storeSubnet(store, stack);
        if (!subnet) return [];
        const guarded = oneOf("Enabled", "NetworkSecurityGroupEnabled");
        return [
          ...openInAzure(stack, subnet),
          // Else Azure takes the packets to an endpoint past the security group.
          ...(store.type === types.privateEndpoint
            ? subnet.inputs.must("privateEndpointNetworkPolicies", guarded, "Disabled")
            : []),
        ];
      }),
    ],
  },
};
