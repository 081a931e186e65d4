/** What watches the rest: logs, budgets. */
import * as z from "zod";
import { define } from "../define.ts";
import { uuidOf } from "../names.ts";

const inGroup = { resourceGroupName: z.string() };

export const workspace = define({
  type: "azure-native:operationalinsights:Workspace",
  path: "Microsoft.OperationalInsights/workspaces/{workspaceName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftoperationalinsights (2026-11).
  names: { workspaceName: { min: 4, max: 63, pattern: /^[A-Za-z0-9][A-Za-z0-9-]+[A-Za-z0-9]$/ } },
  inputs: z.looseObject({
    ...inGroup,
    workspaceName: z.string(),
    location: z.string(),
    retentionInDays: z.int().default(30),
  }),
  refusals: [
    {
      code: "InvalidParameter",
      when: ({ inputs }) => inputs.retentionInDays < 30 || inputs.retentionInDays > 730,
      message: ({ inputs }) =>
        `'RetentionInDays' property doesn't match the SKU limits: ${inputs.retentionInDays} is not between 30 and 730.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: (_request, id) => ({ customerId: uuidOf(id), provisioningState: "Succeeded" }),
});

export const diagnosticSetting = define({
  type: "azure-native:monitor:DiagnosticSetting",
  path: "Microsoft.Insights/diagnosticSettings/{name}",
  under: "resourceUri",
  inputs: z.looseObject({ resourceUri: z.string(), name: z.string(), workspaceId: z.string().optional() }),
  references: {
    workspaceId: {
      type: workspace.type,
      missing: {
        code: "ResourceNotFound",
        message: (id) =>
          `The Resource '${id}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
      },
    },
  },
});

export const budget = define({
  type: "azure-native:consumption:Budget",
  path: "Microsoft.Consumption/budgets/{budgetName}",
  under: "scope",
  // https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update (2026-11).
  names: { budgetName: { min: 1, max: 63, pattern: /^[\w-]+$/ } },
  inputs: z.looseObject({
    scope: z.string(),
    budgetName: z.string(),
    amount: z.number(),
    timePeriod: z.looseObject({ startDate: z.string(), endDate: z.string().optional() }),
    notifications: z.record(z.string(), z.looseObject({ contactEmails: z.array(z.string()).default([]) })).default({}),
  }),
  refusals: [
    {
      code: "400",
      when: ({ inputs }) => !/^\d{4}-\d\d-01/.test(inputs.timePeriod.startDate),
      message: "Start date of a budget must be the first day of a month.",
      source: {
        believed:
          "https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update (2026-11) has the rule; no text of the error was found",
      },
    },
    {
      code: "400",
      when: ({ inputs }) => Object.keys(inputs.notifications).length > 5,
      message: "A budget can have at most five notifications.",
      source: {
        believed:
          "https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: ({ inputs }) => ({ currentSpend: { amount: 0, unit: "USD" }, notifications: inputs.notifications }),
});
