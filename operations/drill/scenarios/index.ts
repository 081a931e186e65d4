/** All scenarios, in the order in which `--list` shows them. */
import type { Scenario } from "../scenario.ts";
import { corruptedDatabase } from "./corrupted-database.ts";
import { crossCloud } from "./cross-cloud.ts";
import { crossFailback } from "./cross-failback.ts";
import { databaseFailover } from "./database-failover.ts";
import { deletedFiles } from "./deleted-files.ts";
import { failback } from "./failback.ts";
import { forensicCopy } from "./forensic-copy.ts";
import { lostArgoCd } from "./lost-argo-cd.ts";
import { lostCredentials } from "./lost-credentials.ts";
import { lostPod } from "./lost-pod.ts";
import { lostRegion } from "./lost-region.ts";
import { lostState } from "./lost-state.ts";
import { lostZone } from "./lost-zone.ts";
import { oneTenant } from "./one-tenant.ts";
import { ransomware } from "./ransomware.ts";
import { rebuild } from "./rebuild.ts";

export const scenarios: readonly Scenario[] = [
  lostPod,
  lostZone,
  databaseFailover,
  lostRegion,
  failback,
  crossCloud,
  crossFailback,
  rebuild,
  corruptedDatabase,
  oneTenant,
  deletedFiles,
  ransomware,
  lostArgoCd,
  lostCredentials,
  lostState,
  forensicCopy,
];

/** @throws Error with the scenarios there are, where this one is not among them */
export function findScenario(name: string | undefined): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found) return found;
  const names = scenarios.map((scenario) => scenario.name).join(", ");
  throw new Error(
    `${name === undefined ? "no scenario is named" : `there is no scenario ${name}`}; there are ${names}`,
  );
}
