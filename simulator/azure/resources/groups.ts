import * as z from "zod";
import { define, groupType } from "../define.ts";

export const resourceGroup = define({
  type: groupType,
  path: "/resourceGroups/{resourceGroupName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources (2026-11).
  names: { resourceGroupName: { min: 1, max: 90, pattern: /^[-\w._()]+$/ } },
  inputs: z.looseObject({ resourceGroupName: z.string(), location: z.string() }),
  compute: () => ({ provisioningState: "Succeeded" }),
});
