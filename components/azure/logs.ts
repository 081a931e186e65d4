import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import { inGroup } from "./groups.ts";

/**
 * Shortest and longest time in days that a workspace keeps what it can search.
 * Source: "Manage data retention in a Log Analytics workspace", Microsoft Learn, November 2026.
 */
export const retentionRange = { shortest: 30, longest: 730 } as const;

export interface LogArgs {
  readonly group: ResourceGroup;
  /** At most 730; under 30 it is 30, which Azure keeps at no further charge. */
  readonly days: number;
  /** Resource id of what writes the logs. */
  readonly source: Input<string>;
  /** Kinds of log, by the names that the source gives them. */
  readonly categories: readonly string[];
}

/**
 * A workspace for one component's logs. Nobody writes to it with a key, and people read it with their own identity. It is
 * encrypted under a key of Azure's: a key of one's own is offered to clusters that take in 100 GB a day only.
 */
export function logs(name: string, context: Context, args: LogArgs, options: CustomResourceOptions): void {
  const { group, days, source, categories } = args;
  const workspace = new Workspace(
    name,
    {
      ...inGroup(context, group),
      workspaceName: `${context.prefix}-${name}`,
      sku: { name: "PerGB2018" },
      retentionInDays: Math.max(days, retentionRange.shortest),
      features: { disableLocalAuth: true },
      publicNetworkAccessForIngestion: "Disabled",
      publicNetworkAccessForQuery: "Enabled",
    },
    options,
  );
  new DiagnosticSetting(
    name,
    {
      name: "logs",
      resourceUri: source,
      workspaceId: workspace.id,
      logs: categories.map((category) => ({ category, enabled: true })),
      logAnalyticsDestinationType: "Dedicated",
    },
    options,
  );
}
