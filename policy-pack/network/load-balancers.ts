import type { Inputs } from "../judge/inputs.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";

const webPorts = ["80", "443"];

/** Whether a rule opens the web's ports alone, in a group that stands before load balancers and before nothing else. */
export const facesWeb = (stack: StackView, group: Subject, rule: Inputs): boolean =>
  ["tcp", "6"].includes((rule.text("protocol") || rule.text("ipProtocol")).toLowerCase()) &&
  webPorts.includes(rule.text("fromPort")) &&
  rule.text("toPort") === rule.text("fromPort") &&
  stack.linking(group, "aws:lb/loadBalancer:LoadBalancer", "securityGroups").length > 0 &&
  others.every(([type, input]) => stack.linking(group, type, input).length === 0);

const others = [
  ["aws:ec2/instance:Instance", "vpcSecurityGroupIds"],
  ["aws:rds/instance:Instance", "vpcSecurityGroupIds"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "securityGroupIds"],
  ["aws:eks/cluster:Cluster", "vpcConfig"],
] as const;
