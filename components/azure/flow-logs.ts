import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { FlowLog } from "@pulumi/azure-native/network/flowLog.js";
import type { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { ManagementPolicy } from "@pulumi/azure-native/storage/managementPolicy.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { NetworkArgs } from "../contracts/network.ts";
import { inGroup } from "./groups.ts";
import { keyUser } from "./key-users.ts";
import { own } from "./own.ts";
import { assignRole, builtInRoles, roleId } from "./roles.ts";
import { Secrets } from "./secrets.ts";
import { storageAccount } from "./storage-account.ts";

export interface FlowLogArgs {
  readonly group: ResourceGroup;
  readonly network: VirtualNetwork;
  readonly days: number;
  readonly secrets: NetworkArgs["secrets"];
}

/**
 * Records of all connections of the network, accepted and rejected, in an account of their own. They are written by an
 * identity, because the account knows no shared key; old ones leave by a lifecycle rule, because a flow log's own
 * retention ends at a year.
 *
 * Azure makes one network watcher a region, in a group of its own, with the subscription's first network there.
 */
export function flowLogs(
  name: string,
  context: Context,
  { group, network, days, secrets }: FlowLogArgs,
  options: CustomResourceOptions,
): void {
  const label = `${name}-flow-logs`;
  const { data: key } = own(secrets, Secrets).keys;
  const user = keyUser(`${label}-key`, context, { group, key }, options);
  const account = storageAccount(
    label,
    context,
    { group, kind: "flowlogs", key, keyUser: user, clients: "azure-services" },
    options,
  );
  const writer = new UserAssignedIdentity(
    label,
    { ...inGroup(context, group), resourceName: `${context.prefix}-${label}` },
    options,
  );
  const access = assignRole(
    label,
    context,
    {
      scope: account.id,
      role: roleId(context, builtInRoles.storageBlobDataContributor),
      principal: writer.principalId,
    },
    options,
  );
  new ManagementPolicy(
    label,
    {
      resourceGroupName: group.name,
      accountName: account.name,
      managementPolicyName: "default",
      policy: {
        rules: [
          {
            name: "age",
            type: "Lifecycle",
            enabled: true,
            definition: {
              filters: { blobTypes: ["blockBlob"] },
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: days } } },
            },
          },
        ],
      },
    },
    options,
  );
  new FlowLog(
    name,
    {
      resourceGroupName: "NetworkWatcherRG",
      networkWatcherName: `NetworkWatcher_${context.region}`,
      flowLogName: context.prefix,
      location: context.region,
      targetResourceId: network.id,
      storageId: account.id,
      enabled: true,
      format: { type: "JSON", version: 2 },
      identity: { type: "UserAssigned", userAssignedIdentities: [writer.id] },
      tags: context.tags,
    },
    { ...options, dependsOn: [access] },
  );
}
