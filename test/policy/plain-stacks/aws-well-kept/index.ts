/** A shop on EKS with node groups of its own, PostgreSQL and a bucket, by somebody who has done it before. */
import * as aws from "@pulumi/aws";
import { cluster } from "./cluster.ts";
import { documents } from "./documents.ts";
import { key } from "./keys.ts";
import { network } from "./network.ts";
import { orders } from "./orders.ts";

export default () => {
  const provider = new aws.Provider("main", {
    region: "eu-central-1",
    allowedAccountIds: ["210987654321"],
    defaultTags: { tags: { environment: "production", "business-unit": "shop", team: "web" } },
  });
  const options = { provider };
  const data = key("data", options);
  const place = network(data, options);
  cluster(place, data, options);
  orders(place, data, options);
  documents(data, options);
  new aws.budgets.Budget(
    "monthly",
    {
      budgetType: "COST",
      limitAmount: "3000",
      limitUnit: "USD",
      timeUnit: "MONTHLY",
      notifications: ["ACTUAL", "FORECASTED"].map((notificationType) => ({
        notificationType,
        comparisonOperator: "GREATER_THAN",
        threshold: 80,
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: ["web@shop.example"],
      })),
    },
    options,
  );
};
