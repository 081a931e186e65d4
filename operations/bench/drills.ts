/** What drills measured, read from the reports that `longshore drill … --report FILE` wrote. Nothing is played here. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Report, readReport } from "../drill/report.ts";
import type { Measurement } from "./measurement.ts";

/**
 * Of the simulator alone, without the cloud's own time, where a region is lost on a platform of tier `cross-region`: less than
 * the tier promises its business, because a real cloud comes on top.
 */
const crossRegion = { rpo: 5, rto: 60 } as const;
/** Minutes with the cloud's published times, by what waits in the other region. */
const modelled = { warm: 10, "pilot-light": 25 } as const;
export type Standby = keyof typeof modelled;

/**
 * @param folder   with reports, files that end in `.json`, also in folders below it
 * @param standby  of the recovery that takes a stack over; nothing where none does
 * @throws Error for a file that is no report
 */
export function measureDrills(folder: string, standby: (stack: string) => Standby | undefined): readonly Measurement[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  if (files.length === 0)
    throw new Error(`${folder}: no reports; \`longshore drill SCENARIO --report FILE.json\` writes one`);
  return files.sort().flatMap((file) => measurementsOf(readReport(join(folder, file)), standby));
}

function measurementsOf(report: Report, standby: (stack: string) => Standby | undefined): readonly Measurement[] {
  const { scenario, stack, tier, rpo, rto, verdict } = report;
  const acrossRegions = tier === "cross-region" && scenario === "lost-region";
  const waits = acrossRegions ? standby(stack) : undefined;
  const name = (what: string) => `${scenario} on ${stack}: ${what}`;
  const note = `the drill ${verdict}`;
  return [
    {
      name: name("RPO"),
      unit: "s",
      goal: acrossRegions ? crossRegion.rpo : rpo.objective,
      note: `${note}; ${rpo.rows ?? "unknown"} rows lost`,
      ...measured(rpo.seconds),
    },
    {
      name: name("RTO"),
      unit: "s",
      goal: acrossRegions ? crossRegion.rto : rto.objective,
      note: `${note}; without the cloud's own time`,
      ...measured(rto.seconds),
    },
    {
      name: name("RTO, modelled"),
      unit: "min",
      goal: waits ? modelled[waits] : rto.objective / 60,
      note: `${note}; with the cloud's published times${waits ? `, ${waits}` : ""}`,
      ...measured(rto.modelled, 60),
    },
  ];
}

const measured = (value: number | null, unit = 1): { readonly value?: number } =>
  value === null ? {} : { value: value / unit };
