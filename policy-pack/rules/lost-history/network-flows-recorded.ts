import * as types from "../../azure/types.ts";
import { azurePillar, cis, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const flowLog = "aws:ec2/flowLog:FlowLog";

const azureFlowLog = "azure-native:network:FlowLog";

export const networkFlowsRecorded: Rule = {
  name: "network-flows-recorded",
  threat: "lost-history",
  level: "mandatory",
  severity: "high",
  description: "Every connection of the network is recorded",
  why: "After a break-in nobody could say where the data went",
  frameworks: [cis("3.7"), securityHub("EC2.6"), azurePillar("security")],
  remedy: "keep a FlowLog of all traffic for every network",
  checks: {
    aws: [
      onResource(flowLog, ({ inputs }) => inputs.must("trafficType", is("ALL"))),
      inStack("aws:ec2/vpc:Vpc", (network, stack) =>
        findingIf(
          stack.linking(network, flowLog, "vpcId").length === 0,
          "flow log",
          undefined,
          "a FlowLog of all traffic",
        ),
      ),
    ],
    azure: [
      onResource(azureFlowLog, ({ inputs }) => [
        ...inputs.must("enabled", is(true), false),
        ...inputs.mustHave("storageId", "an account for the records"),
      ]),
      inStack(types.virtualNetwork, (network, stack) =>
        findingIf(
          stack.linking(network, azureFlowLog, "targetResourceId").length === 0,
          "flow log",
          undefined,
          "a FlowLog of the network",
        ),
      ),
    ],
  },
};
