/** A shop on AKS with Flexible Server and a storage account, by somebody who has done it before. */
import { ManagementLockByScope } from "@pulumi/azure-native/authorization/managementLockByScope.js";
import { Budget } from "@pulumi/azure-native/consumption/budget.js";
import { Provider } from "@pulumi/azure-native/provider.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { cluster } from "./cluster.ts";
import { documents } from "./documents.ts";
import { logs } from "./logs.ts";
import { network } from "./network.ts";
import { orders } from "./orders.ts";
import { directory, location, subscription, tags } from "./place.ts";
import { vault } from "./vault.ts";

export default () => {
  const provider = new Provider("main", { subscriptionId: subscription, tenantId: directory, location });
  const options = { provider };
  const group = new ResourceGroup("shop", { resourceGroupName: "shop", location, tags }, { ...options, protect: true });
  const place = { group, options };
  // One lock over everything that holds data.
  new ManagementLockByScope(
    "shop",
    { scope: group.id, lockName: "shop", level: "CanNotDelete" },
    { ...options, protect: true },
  );
  const workspace = logs(place);
  const net = network(place);
  const keys = vault(place, net);
  cluster(place, net, workspace);
  orders(place, net, keys, workspace);
  documents(place, net, keys);
  new Budget(
    "monthly",
    {
      scope: `/subscriptions/${subscription}`,
      budgetName: "monthly",
      amount: 3000,
      category: "Cost",
      timeGrain: "Monthly",
      timePeriod: { startDate: "2026-11-01T00:00:00Z" },
      notifications: Object.fromEntries(
        ["Actual", "Forecasted"].map((thresholdType) => [
          thresholdType,
          {
            enabled: true,
            operator: "GreaterThan",
            threshold: 80,
            thresholdType,
            contactEmails: ["web@shop.example"],
          },
        ]),
      ),
    },
    options,
  );
};
