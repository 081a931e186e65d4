import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import { inPlace, type Place } from "./place.ts";

/** Open to agents by its public name, as most are: a private link scope is another quarter's work. */
export const logs = (place: Place): Workspace =>
  new Workspace(
    "logs",
    {
      ...inPlace(place),
      workspaceName: "shop-logs",
      sku: { name: "PerGB2018" },
      retentionInDays: 365,
      features: { disableLocalAuth: true },
    },
    place.options,
  );
