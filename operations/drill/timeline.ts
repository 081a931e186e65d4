/** The picture of a drill: writes in each second, the time without any, and what happened when. */
import type { Mark } from "./marks.ts";
import type { Measured } from "./measure.ts";
import type { Row } from "./scenario.ts";
import { bySecond, type Second } from "./seconds.ts";
import { tenths } from "./verdict.ts";

export interface Timeline {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly marks: readonly Mark[];
  /** Numbers of acknowledged rows that are gone. */
  readonly lost: readonly number[];
  readonly measured: Measured;
}

/** Colours that stay apart for colour-blind readers and in print (Okabe and Ito, https://jfly.uni-koeln.de/color/, read 2026-11). */
const colours = {
  served: "#0072b2",
  lost: "#d55e00",
  refused: "#b8bfc6",
  event: "#d55e00",
  detected: "#b07800",
  step: "#56606b",
  recovered: "#007a58",
} as const;
const ink = { text: "#1b1f24", faint: "#56606b", outage: "#fbeee4" } as const;

const width = 960;
/** Between `badges` and `top` stand the numbers of the marks, in as many lines as keep them apart. */
const plot = { left: 56, right: 20, badges: 64, height: 200 } as const;
const lineHeight = 19;
const badge = { radius: 8, line: 19 } as const;
/** Letters that fit into a line of the list. */
const longest = 115;

/** Where things stand in the picture. */
interface Layout {
  /** Seconds that it shows. */
  readonly end: number;
  /** Writes in a second at its upper edge. */
  readonly most: number;
  readonly top: number;
  readonly base: number;
  /** Of each mark's number. */
  readonly badges: readonly number[];
  readonly listTop: number;
  readonly height: number;
  /** @param at  second */
  readonly x: (at: number) => number;
  /** @param count  writes in a second */
  readonly y: (count: number) => number;
}

/** SVG, complete in itself. */
export function drawTimeline({ title, rows, marks, lost, measured }: Timeline): string {
  const seconds = bySecond(rows, lost);
  const layout = layOut(seconds, marks);
  const { height, x } = layout;
  const gap = outage(measured, x);
  const drawn = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title" font-family="sans-serif" font-size="13">`,
    `<title id="title">${xml(title)}</title>`,
    rect(0, 0, width, height, "#ffffff"),
    text(plot.left, 24, title, 'font-size="16" font-weight="bold"'),
    ...legend(lost.length > 0),
    ...gap.map(({ from, wide }) => rect(from, layout.top, wide, plot.height, ink.outage, "outage")),
    ...seconds.flatMap((second, at) => bars(layout, second, at)),
    ...gap.flatMap((outage) => caption(layout, outage)),
    ...axes(layout),
    ...marks.flatMap((mark, place) => drawMark(layout, mark, place)),
    "</svg>",
  ];
  return `${drawn.join("\n")}\n`;
}

function layOut(seconds: readonly Second[], marks: readonly Mark[]): Layout {
  const end = Math.max(seconds.length, ...marks.map(({ at }) => at + 1));
  const most = Math.max(1, ...seconds.map(({ served, lost, refused }) => served + lost + refused));
  const x = (at: number) => round(plot.left + (at / end) * (width - plot.left - plot.right));
  const lines = apart(marks.map(({ at }) => x(at)));
  const top = plot.badges + (Math.max(0, ...lines) + 1) * badge.line;
  const base = top + plot.height;
  const listTop = base + 50;
  return {
    ...{ end, most, top, base, listTop, x },
    badges: lines.map((line) => plot.badges + line * badge.line),
    height: listTop + marks.length * lineHeight + 4,
    y: (count) => round(top + plot.height * (1 - count / most)),
  };
}

/** What became of the writes of one second, one on top of the other. */
function bars({ x, y }: Layout, { served, lost, refused }: Second, at: number): readonly string[] {
  const wide = round(x(at + 1) - x(at));
  const bar = (from: number, count: number, colour: string) =>
    count === 0 ? [] : [rect(x(at), y(from + count), wide, round(y(from) - y(from + count)), colour, "bar")];
  return [
    ...bar(0, served, colours.served),
    ...bar(served, lost, colours.lost),
    ...bar(served + lost, refused, colours.refused),
  ];
}

/** What a gap is called, where there is room for it. */
const caption = ({ top }: Layout, { from, wide, label }: Gap): readonly string[] =>
  wide > 60 ? [text(round(from + wide / 2), top + 20, label, 'text-anchor="middle" font-size="16"')] : [];

const axes = ({ top, base, most, end, x }: Layout): readonly string[] => [
  `<line x1="${plot.left}" y1="${base}" x2="${width - plot.right}" y2="${base}" stroke="${ink.text}"/>`,
  text(plot.left - 8, top + 5, `${most}`, 'text-anchor="end"', ink.faint),
  text(plot.left - 8, base, "0", 'text-anchor="end"', ink.faint),
  ...ticks(end).map((at) => text(x(at), base + 18, `${at} s`, 'text-anchor="middle"', ink.faint)),
];

/** A line with a number in the picture, and what the number stands for in the list below. */
function drawMark({ x, badges, base, listTop }: Layout, { at, kind, what }: Mark, place: number): readonly string[] {
  const middle = badges[place] ?? plot.badges;
  const line = listTop + place * lineHeight;
  const dashes = kind === "step" ? ' stroke-dasharray="4 4"' : "";
  return [
    `<line x1="${x(at)}" y1="${middle}" x2="${x(at)}" y2="${base}" stroke="${colours[kind]}" stroke-width="1.5"${dashes}/>`,
    ...numbered(x(at), middle, place + 1, colours[kind]),
    ...numbered(plot.left + badge.radius, line - 4, place + 1, colours[kind]),
    text(plot.left + 76, line, `${at.toFixed(1)} s`, 'text-anchor="end"'),
    text(plot.left + 90, line, kind, "", colours[kind]),
    text(plot.left + 168, line, shortened(what)),
  ];
}

function legend(lost: boolean): readonly string[] {
  const entries = [
    { colour: colours.served, what: "acknowledged writes a second", at: 0 },
    { colour: colours.refused, what: "not served", at: 240 },
    ...(lost ? [{ colour: colours.lost, what: "acknowledged and lost", at: 350 }] : []),
  ];
  return entries.flatMap(({ colour, what, at }) => [
    rect(plot.left + at, 34, 10, 10, colour),
    text(plot.left + at + 15, 43, what, "", ink.faint),
  ]);
}

interface Gap {
  readonly from: number;
  readonly wide: number;
  readonly label: string;
}

/** The gap that the RTO is; none where there was none, or where it could not be measured. */
function outage(measured: Measured, x: Layout["x"]): readonly Gap[] {
  if (!("measurement" in measured) || measured.measurement.outage === 0) return [];
  const { outage: seconds, over } = measured.measurement;
  const from = x(over - seconds);
  return [{ from, wide: round(x(over) - from), label: `RTO ${tenths(seconds)} s` }];
}

/** For each place, from left to right, the first line in which it does not touch the one before it. */
function apart(places: readonly number[]): readonly number[] {
  const last: number[] = [];
  return places.map((place) => {
    const free = last.findIndex((before) => place - before > badge.radius * 2 + 2);
    const line = free < 0 ? last.length : free;
    last[line] = place;
    return line;
  });
}

/** About ten round numbers of seconds. */
function ticks(end: number): readonly number[] {
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600].find((candidate) => end / candidate <= 12) ?? 1800;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, place) => place * step);
}

const numbered = (x: number, y: number, number: number, colour: string): readonly string[] => [
  `<circle cx="${x}" cy="${y}" r="${badge.radius}" fill="${colour}"/>`,
  text(x, y + 4, `${number}`, 'text-anchor="middle" font-size="11" font-weight="bold"', "#ffffff"),
];

const rect = (x: number, y: number, wide: number, high: number, colour: string, kind = "box"): string =>
  `<rect class="${kind}" x="${x}" y="${y}" width="${wide}" height="${high}" fill="${colour}"/>`;

const text = (x: number, y: number, what: string, attributes = "", colour: string = ink.text): string =>
  `<text x="${x}" y="${y}"${attributes && ` ${attributes}`} fill="${colour}">${xml(what)}</text>`;

const shortened = (what: string): string => (what.length > longest ? `${what.slice(0, longest - 1)}…` : what);

const round = (value: number): number => Math.round(value * 10) / 10;

const xml = (what: string): string =>
  what.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
