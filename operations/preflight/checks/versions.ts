/** Versions of the settings against the days on which their standard support ends (`support.json`, with sources). */
import * as z from "zod";
import { type Finding, good, notChecked, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";
import file from "../support.json" with { type: "json" };

const dates = z.record(z.string(), z.string());
const schema = z.object({
  sources: z.record(z.string(), z.object({ url: z.url(), date: z.iso.date() })),
  standardSupportEnds: z.record(z.string(), z.record(z.string(), dates)),
});
const { sources, standardSupportEnds } = schema.parse(file);

/** Days before the end of support in which an upgrade is due: time for a staging run and a quiet week. */
const noticeDays = 60;

export const checkVersions = async ({ place, settings }: Subject): Promise<readonly Finding[]> => [
  judgeVersion(place.cloud, "kubernetes", settings.cluster.version, new Date()),
  judgeVersion(place.cloud, "postgresql", settings.database.version, new Date()),
];

/** @param now  day of the judgement */
export function judgeVersion(cloud: string, product: "kubernetes" | "postgresql", version: string, now: Date): Finding {
  const what = `support of ${product} ${version}`;
  const known = standardSupportEnds[cloud]?.[product];
  const end = known?.[version];
  if (!known || !end) return notChecked(what, `no dated source here says when ${cloud} ends it`);
  const { date = "" } = sources[known.source ?? ""] ?? {};
  const says = `standard support ends ${end} (as of ${date})`;
  const days = (Date.parse(end) - now.getTime()) / 86_400_000;
  if (days >= noticeDays) return good(what, says);
  return wrong(what, says, `go one version up before that day`);
}
