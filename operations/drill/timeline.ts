/** The picture of a drill: acknowledged writes in each second, and what happened when. */
import type { Mark } from "./marks.ts";
import type { Row } from "./scenario.ts";

export interface Timeline {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly marks: readonly Mark[];
  /** Numbers of acknowledged rows that are gone. */
  readonly lost: readonly number[];
}

/** Colours that stay apart for colour-blind readers and in print (Okabe and Ito, https://jfly.uni-koeln.de/color/, read 2026-11). */
const colours = {
  served: "#0072b2",
  lost: "#d55e00",
  event: "#d55e00",
  detected: "#e69f00",
  step: "#56606b",
  recovered: "#009e73",
} as const;

const width = 960;
const plot = { left: 56, right: 20, top: 52, height: 220 } as const;
const lineHeight = 18;

interface Second {
  readonly served: number;
  readonly lost: number;
}

/** Acknowledged writes by the second in which they were acknowledged. */
export function bySecond(rows: readonly Row[], lost: readonly number[]): readonly Second[] {
  const gone = new Set(lost);
  const times = rows.flatMap(({ acknowledged, sent }) => [acknowledged ?? sent]);
  const seconds = Array.from({ length: Math.floor(Math.max(0, ...times)) + 1 }, () => ({ served: 0, lost: 0 }));
  for (const { number, acknowledged } of rows) {
    const second = acknowledged === undefined ? undefined : seconds[Math.floor(acknowledged)];
    if (second) second[gone.has(number) ? "lost" : "served"] += 1;
  }
  return seconds;
}

/** SVG, complete in itself. */
export function drawTimeline({ title, rows, marks, lost }: Timeline): string {
  const seconds = bySecond(rows, lost);
  const end = Math.max(seconds.length, ...marks.map(({ at }) => at + 1));
  const most = Math.max(1, ...seconds.map((second) => second.served + second.lost));
  const x = (at: number) => round(plot.left + (at / end) * (width - plot.left - plot.right));
  const y = (count: number) => round(plot.top + plot.height * (1 - count / most));
  const base = plot.top + plot.height;
  const listTop = base + 48;
  const height = listTop + marks.length * lineHeight + 12;
  const bar = (second: number, from: number, to: number, colour: string) =>
    to === from
      ? []
      : [
          `<rect x="${x(second)}" y="${y(to)}" width="${round(x(second + 1) - x(second))}" height="${round(y(from) - y(to))}" fill="${colour}"/>`,
        ];
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title" font-family="sans-serif" font-size="13">`,
    `<title id="title">${xml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${plot.left}" y="24" font-size="16" font-weight="bold" fill="#1b1f24">${xml(title)}</text>`,
    `<text x="${plot.left}" y="42" fill="#56606b">acknowledged writes a second${lost.length > 0 ? "; orange: acknowledged and lost" : ""}</text>`,
    ...seconds.flatMap(({ served, lost: gone }, second) => [
      ...bar(second, 0, served, colours.served),
      ...bar(second, served, served + gone, colours.lost),
    ]),
    `<line x1="${plot.left}" y1="${base}" x2="${width - plot.right}" y2="${base}" stroke="#1b1f24"/>`,
    `<text x="${plot.left - 8}" y="${plot.top + 5}" text-anchor="end" fill="#56606b">${most}</text>`,
    `<text x="${plot.left - 8}" y="${base}" text-anchor="end" fill="#56606b">0</text>`,
    ...ticks(end).map((at) => `<text x="${x(at)}" y="${base + 18}" text-anchor="middle" fill="#56606b">${at} s</text>`),
    ...marks.flatMap(({ at, kind, what }, place) => [
      `<line x1="${x(at)}" y1="${plot.top}" x2="${x(at)}" y2="${base}" stroke="${colours[kind]}" stroke-width="2"${kind === "step" ? ' stroke-dasharray="4 4"' : ""}/>`,
      `<text x="${x(at) + 4}" y="${plot.top + 12 + (place % 6) * 14}" font-size="11" fill="${colours[kind]}">${place + 1}</text>`,
      `<text x="${plot.left}" y="${listTop + place * lineHeight}" fill="${colours[kind]}">${place + 1}  ${at.toFixed(1)} s  ${kind}: ${xml(what)}</text>`,
    ]),
    "</svg>",
  ];
  return `${lines.join("\n")}\n`;
}

/** About ten round numbers of seconds. */
function ticks(end: number): readonly number[] {
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600].find((candidate) => end / candidate <= 12) ?? 1800;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, place) => place * step);
}

const round = (value: number): number => Math.round(value * 10) / 10;

const xml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
