/**
 * Cuts the planes of a platform out of its IPv4 range. Three quarters go to the application plane, one to each zone,
 * because every pod takes an address of its own there; the last quarter is shared by the other planes.
 */
import { type Plane, planes } from "./contracts/context.ts";

const zones = 3;
/** Parts of the last quarter: three for each plane but the application's, the rest is spare. */
const smallParts = 16;

interface Range {
  /** First address as a number. */
  readonly base: number;
  /** Length of the prefix in bits. */
  readonly bits: number;
}

/**
 * The subnets of each plane, one in each zone.
 * @param cidr  a /16 to /19; see {@link rangeProblem}
 */
export function planeRanges(cidr: string): Readonly<Record<Plane, readonly string[]>> {
  const whole = parse(cidr);
  const [first, second, third, last] = split(whole, 4);
  if (!first || !second || !third || !last) throw new Error(`${cidr} cannot be split`);
  const small = split(last, smallParts).map(format);
  const shared = planes.filter((plane) => plane !== "application");
  const ranges = (plane: Plane) =>
    plane === "application"
      ? [first, second, third].map(format)
      : small.slice(shared.indexOf(plane) * zones, (shared.indexOf(plane) + 1) * zones);
  return {
    edge: ranges("edge"),
    application: ranges("application"),
    database: ranges("database"),
    management: ranges("management"),
    observability: ranges("observability"),
  };
}

/** Range for the cluster's own service addresses; they exist inside the cluster only, but must not shadow the network. */
export function serviceRange(cidr: string): string {
  return contains(parse("172.16.0.0/12"), parse(cidr)) ? "10.100.0.0/16" : "172.20.0.0/16";
}

/** Range for the pods of a cluster whose pods take no addresses of the network. */
export function podRange(cidr: string): string {
  return contains(parse("192.168.0.0/16"), parse(cidr)) ? "10.244.0.0/16" : "192.168.0.0/16";
}

/** What a platform's range must be instead, or nothing if it is fine. */
export function rangeProblem(cidr: string): string | undefined {
  const octets = cidr.split(/[./]/).slice(0, 4).map(Number);
  if (octets.some((octet) => octet > 255)) return "a range whose numbers go from 0 to 255";
  const range = parse(cidr);
  const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
  if (!privateRanges.some((outer) => contains(parse(outer), range)))
    return `a range inside ${privateRanges.join(", ")}`;
  if (range.base % size(range) !== 0)
    return `${format({ ...range, base: range.base - (range.base % size(range)) })}, where this range begins`;
  return undefined;
}

/** Whether one range, in CIDR form, lies inside another. */
export const isInside = (inner: string, outer: string): boolean => contains(parse(outer), parse(inner));

/** Addresses in a range, in CIDR form. */
export const addressCount = (cidr: string): number => size(parse(cidr));

function parse(cidr: string): Range {
  const [address = "", bits = ""] = cidr.split("/");
  return { base: address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0), bits: Number(bits) };
}

function format({ base, bits }: Range): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join(".")}/${bits}`;
}

const size = ({ bits }: Range) => 2 ** (32 - bits);

const contains = (outer: Range, inner: Range) =>
  inner.base >= outer.base && inner.base + size(inner) <= outer.base + size(outer);

function split(range: Range, parts: number): readonly Range[] {
  const bits = range.bits + Math.log2(parts);
  return Array.from({ length: parts }, (_, index) => ({ base: range.base + index * 2 ** (32 - bits), bits }));
}
