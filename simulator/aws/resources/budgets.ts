import * as z from "zod";
import { define } from "../define.ts";
import { arn } from "../names.ts";

export const budget = define({
  type: "aws:budgets/budget:Budget",
  api: { service: "Budgets", create: "CreateBudget", update: "UpdateBudget", delete: "DeleteBudget" },
  inputs: z.looseObject({
    name: z.string(),
    notifications: z.array(z.unknown()).default([]),
  }),
  scope: "account",
  autoName: "name",
  replaces: ["name", "namePrefix", "accountId"],
  tagged: true,
  unique: {
    within: "account",
    by: ({ name }) => name,
    code: "DuplicateRecordException",
    message: ({ name }) => `Error creating budget: ${name} - the budget already exists.`,
    source: "AWS Budgets API reference, CreateBudget; wording from public apply logs (2026-11)",
  },
  refusals: [
    {
      code: "CreationLimitExceededException",
      when: ({ inputs }) => inputs.notifications.length > 10,
      message: "Number of notifications exceeds limit of 10",
      source: { believed: "AWS Budgets quotas: 10 notifications for each budget; the wording is remembered" },
    },
  ],
  identify: ({ inputs, account }) => `${account}:${inputs.name}`,
  compute: ({ inputs, account }) => ({
    accountId: account,
    arn: arn("budgets", { account }, `budget/${inputs.name}`),
  }),
});
