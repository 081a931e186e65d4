/** Who may talk to whom, and the record of who did. */
import * as z from "zod";
import type { Request } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { securityGroupTarget } from "./targets.ts";

const rule = z.looseObject({
  name: z.string().optional(),
  priority: z.int(),
  direction: z.enum(["Inbound", "Outbound"]),
  access: z.enum(["Allow", "Deny"]),
});

const groupInputs = z.looseObject({
  resourceGroupName: z.string(),
  networkSecurityGroupName: z.string(),
  location: z.string(),
  securityRules: z.array(rule).default([]),
});

export const securityGroup = define({
  type: securityGroupTarget.type,
  path: "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork (2026-11).
  names: { networkSecurityGroupName: { min: 1, max: 80, pattern: /^[A-Za-z0-9]([\w.-]*\w)?$/ } },
  inputs: groupInputs,
  refusals: [
    {
      code: "SecurityRuleConflict",
      when: (request) => conflict(request) !== undefined,
      message: (request) => {
        const { one, other } = conflict(request) ?? {};
        return `Security rule ${one?.name} conflicts with rule ${other?.name}. Rules cannot have the same Priority and Direction.`;
      },
      source: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview (2026-11)",
    },
    {
      code: "SecurityRuleInvalidPriority",
      when: ({ inputs }) => inputs.securityRules.some(({ priority }) => priority < 100 || priority > 4096),
      message: "Security rule has invalid Priority. Value provided must be between 100 and 4096.",
      source: {
        believed:
          "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: () => ({ provisioningState: "Succeeded" }),
});

/** A rule and an earlier one that stands in its place. */
function conflict({ inputs: { securityRules } }: Request<z.output<typeof groupInputs>>) {
  return securityRules
    .map((one, index) => ({
      one,
      other: securityRules
        .slice(0, index)
        .find((before) => before.priority === one.priority && before.direction === one.direction),
    }))
    .find(({ other }) => other !== undefined);
}

export const flowLog = define({
  type: "azure-native:network:FlowLog",
  path: "Microsoft.Network/networkWatchers/{networkWatcherName}/flowLogs/{flowLogName}",
  located: true,
  replaces: ["targetResourceId"],
  inputs: z.looseObject({
    resourceGroupName: z.string(),
    networkWatcherName: z.string(),
    flowLogName: z.string(),
    targetResourceId: z.string(),
    storageId: z.string(),
  }),
  refusals: [
    {
      code: "FlowLogTargetResourceAlreadyHasFlowLog",
      when: ({ inputs, old, world }) =>
        !old &&
        world
          .all("azure-native:network:FlowLog")
          .some((other) => other.inputs.targetResourceId === inputs.targetResourceId),
      message: ({ inputs }) => `There is already a flow log for ${inputs.targetResourceId}: a target can have one.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: () => ({ provisioningState: "Succeeded" }),
});
