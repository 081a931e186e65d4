/** Node pools of a cluster, and the windows in which it is maintained. */
import * as z from "zod";
import { define } from "../../define.ts";
import { parentId } from "../../names.ts";
import { subnetTarget } from "../network/subnets.ts";
import { poolShape, poolType } from "./inputs.ts";
import { nodes } from "./kubernetes.ts";
import { poolRefusals } from "./refusals.ts";

const inCluster = { resourceGroupName: z.string(), resourceName: z.string() };

export const agentPool = define({
  type: poolType,
  path: "Microsoft.ContainerService/managedClusters/{resourceName}/agentPools/{agentPoolName}",
  // https://learn.microsoft.com/azure/aks/create-node-pools#limitations (2026-11).
  names: { agentPoolName: { min: 1, max: 12, pattern: /^[a-z][a-z0-9]{0,11}$/ } },
  // https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update (2026-11).
  replaces: [
    "vmSize",
    "availabilityZones",
    "vnetSubnetID",
    "osDiskType",
    "osDiskSizeGB",
    "osType",
    "maxPods",
    "kubeletDiskType",
  ],
  inputs: poolShape.extend({ ...inCluster, agentPoolName: z.string() }),
  references: { vnetSubnetID: subnetTarget },
  refusals: poolRefusals,
  keeps: [
    {
      code: "OperationNotAllowed",
      when: ({ inputs, old, world }) =>
        inputs.mode === "System" &&
        world
          .all(poolType)
          .filter((other) => other.id !== old?.id && other.id.startsWith(clusterOf(old?.id)))
          .every((other) => poolShape.parse(other.outputs).mode !== "System"),
      message: "There has to be at least one system agent pool.",
      source: "https://learn.microsoft.com/azure/aks/use-system-pools (2026-11)",
    },
  ],
  backing: nodes,
  compute: ({ inputs }) => ({
    count: inputs.count ?? inputs.minCount ?? 1,
    powerState: { code: "Running" },
    provisioningState: "Succeeded",
  }),
});

const clusterOf = (id = ""): string => parentId(id);

/** https://learn.microsoft.com/azure/aks/planned-maintenance (2026-11). */
const shortestHours = 4;

export const maintenance = define({
  type: "azure-native:containerservice:MaintenanceConfiguration",
  path: "Microsoft.ContainerService/managedClusters/{resourceName}/maintenanceConfigurations/{configName}",
  inputs: z.looseObject({
    ...inCluster,
    configName: z.string(),
    maintenanceWindow: z
      .looseObject({ durationHours: z.int(), startTime: z.string(), schedule: z.looseObject({}) })
      .optional(),
  }),
  refusals: [
    {
      code: "InvalidParameter",
      when: ({ inputs }) =>
        !["default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"].includes(inputs.configName),
      message: ({ inputs }) => `The maintenance configuration name ${inputs.configName} is not supported.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/aks/planned-maintenance (2026-11) has the rule; no text of the error was found",
      },
    },
    {
      code: "InvalidParameter",
      when: ({ inputs: { maintenanceWindow } }) =>
        maintenanceWindow !== undefined &&
        (maintenanceWindow.durationHours < shortestHours || maintenanceWindow.durationHours > 24),
      message: `The maintenance window's durationHours must be between ${shortestHours} and 24.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/aks/planned-maintenance (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
});
