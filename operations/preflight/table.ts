/** Findings for people: what is wrong first, each with its remedy. */
import type { Finding } from "./finding.ts";

const order = ["wrong", "not checked", "good"] as const;
const titles = { wrong: "Wrong", "not checked": "Not checked", good: "Good" };

export function table(stack: string, findings: readonly Finding[]): string {
  const blocks = order.flatMap((verdict) => {
    const some = findings.filter((finding) => finding.verdict === verdict);
    return some.length === 0 ? [] : [[`${titles[verdict]}: ${some.length}`, ...some.map(line)].join("\n")];
  });
  const wrong = findings.filter(({ verdict }) => verdict === "wrong").length;
  const end =
    wrong === 0 ? `Nothing found stands in the way of ${stack}.` : `${wrong} things stand in the way of ${stack}.`;
  return [...blocks, `${end} Nothing was created or changed.`].join("\n\n");
}

const line = ({ what, says, remedy }: Finding): string =>
  [`  ${what}: ${says}`, ...(remedy ? [`    → ${remedy}`] : [])].join("\n");
