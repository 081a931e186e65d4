import { poolsOf } from "../../azure/node-pools.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar, securityHub } from "../../frameworks.ts";
import { oneOf } from "../../judge/expectations.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { StackView } from "../../judge/stack-view.ts";
import type { Subject } from "../../judge/subject.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const wanted = 3;

const subnetsOf = (stack: StackView, subject: Subject, input: string): readonly Subject[] =>
  stack.linked(subject, input, "aws:ec2/subnet:Subnet");

const tooFewZones = (subject: Subject, stack: StackView, input: string): readonly Finding[] =>
  tooFew(input, subnetsOf(stack, subject, input));

function tooFew(path: string, subnets: readonly Subject[]): readonly Finding[] {
  const zones = new Set(subnets.map(({ inputs }) => inputs.text("availabilityZone")));
  // Subnets of another stack are not seen here.
  return findingIf(
    subnets.length > 0 && zones.size < wanted,
    path,
    `zones ${[...zones].join(", ")}`,
    `${wanted} zones`,
  );
}

/** Groups of nodes that share a cluster may have a zone each. */
const nodesOf = (cluster: Subject, stack: StackView): readonly Subject[] =>
  stack
    .linking(cluster, "aws:eks/nodeGroup:NodeGroup", "clusterName")
    .flatMap((group) => subnetsOf(stack, group, "subnetIds"));

export const zonesSpread: Rule = {
  name: "zones-spread",
  threat: "single-point-of-failure",
  level: "mandatory",
  severity: "high",
  description: "What must survive the loss of a zone stands in three",
  why: "Two zones leave no majority and no room while one is lost",
  frameworks: [securityHub("ElastiCache.7"), pillar("reliability"), azurePillar("reliability")],
  remedy: "give it one subnet in each of the stack's zones",
  checks: {
    aws: [
      inStack("aws:rds/subnetGroup:SubnetGroup", (group, stack) => tooFewZones(group, stack, "subnetIds")),
      inStack("aws:elasticache/subnetGroup:SubnetGroup", (group, stack) => tooFewZones(group, stack, "subnetIds")),
      inStack("aws:eks/cluster:Cluster", (cluster, stack) => tooFewZones(cluster, stack, "vpcConfig.subnetIds")),
      inStack("aws:eks/cluster:Cluster", (cluster, stack) =>
        cluster.production ? tooFew("node groups", nodesOf(cluster, stack)) : [],
      ),
      inStack("aws:ec2/vpcEndpoint:VpcEndpoint", (endpoint, stack) =>
        endpoint.redundant && endpoint.inputs.get("vpcEndpointType") === "Interface"
          ? tooFewZones(endpoint, stack, "subnetIds")
          : [],
      ),
      onResource("aws:rds/instance:Instance", ({ inputs }) =>
        // A replica in the region stands in its source's group.
        inputs.has("replicateSourceDb") ? [] : inputs.mustHave("dbSubnetGroupName", "the platform's subnet group"),
      ),
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs }) =>
        inputs.mustHave("subnetGroupName", "the platform's subnet group"),
      ),
    ],
    azure: [
      inStack(types.cluster, (owner, stack) =>
        ["System", "User"].flatMap((mode) => {
          const pools = poolsOf(stack, owner).filter((pool) => pool.mode === mode);
          const zones = new Set(pools.flatMap((pool) => pool.zones));
          // Small clusters run everything on their system pool.
          return findingIf(
            zones.size < wanted && (mode === "System" || pools.length > 0),
            `pools of mode ${mode}`,
            `zones ${[...zones].join(", ")}`,
            `${wanted} zones`,
          );
        }),
      ),
      onResource(types.storageAccount, ({ inputs }) =>
        inputs.must("sku.name", oneOf("Standard_ZRS", "Standard_GZRS", "Standard_RAGZRS")),
      ),
      onResource(types.databaseServer, ({ inputs }) =>
        inputs.judged(() => {
          const standby = inputs.text("highAvailability.standbyAvailabilityZone");
          return findingIf(
            standby !== "" && standby === inputs.text("availabilityZone"),
            "highAvailability.standbyAvailabilityZone",
            standby,
            "another zone than the server's",
          );
        }),
      ),
    ],
  },
};
