/** The table of `docs/recovery-tiers.md`. */
import {
  archives,
  backupWithin,
  businessFunctions,
  byBackups,
  byRewind,
  type Objective,
  readBackPercent,
  restoreWithin,
  tierNames,
  tiers,
} from "../../stacks/tiers.ts";

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const each = (cell: (tier: (typeof tiers)[keyof typeof tiers]) => string) => tierNames.map((name) => cell(tiers[name]));
const days: Readonly<Record<string, string>> = {
  "0": "on Sundays",
  "0,3": "on Sundays and Wednesdays",
  "*": "every day",
};

/** Markdown. */
export function tiersTable(): string {
  return [
    row("", ...tierNames.map((name) => `\`${name}\``)),
    row(...["---", ...tierNames.map(() => "---")]),
    row("meant for", ...each(({ company }) => company)),
    row("survives the loss of", ...each(({ survives }) => survives)),
    ...businessFunctions.map((name) => row(name, ...each(({ objectives }) => both(objectives[name])))),
    row("all of it, back to the second before a mistake", ...each((tier) => both(byRewind(tier)))),
    row("all of it, elsewhere from copied backups alone", ...each((tier) => both(byBackups(tier)))),
    row("a dump every", ...each(({ hoursBetweenDumps }) => `${hoursBetweenDumps} h`)),
    row("of the repository it reads back", ...each((tier) => `${readBackPercent(tier)} %`)),
    row("its newest backup is at most", ...each((tier) => `${span(backupWithin(tier))} old`)),
    row("point-in-time recovery of production", ...each(({ pointInTimeDays }) => `at least ${pointInTimeDays} days`)),
    row(
      "kept",
      ...each(({ retention: { daily, weekly, monthly } }) => `${daily} daily, ${weekly} weekly, ${monthly} monthly`),
    ),
    row("restored and checked", ...each(({ verifyDays }) => days[verifyDays] ?? verifyDays)),
    row("counts as no backup if not restored within", ...each(({ verifiedWithin }) => `${verifiedWithin} days`)),
    row("that restore takes at most", ...each((tier) => span(restoreWithin(tier)))),
    row("a locked archive", ...each(() => `on day ${archives.day} of each month`)),
    row(
      "the oldest archive is retrieved and restored",
      ...each(() => `${archives.retrieval.months.length} times a year`),
    ),
    row("a drill every", ...each(({ monthsBetweenDrills }) => `${monthsBetweenDrills} months`)),
  ].join("\n");
}

const both = ({ rpo, rto }: Objective): string => `${span(rpo)} / ${span(rto)}`;

function span(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), (seconds % 3600) / 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(minutes > 0 ? [`${minutes} min`] : [])].join(" ");
}
