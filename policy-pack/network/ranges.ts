/** IPv4 and IPv6 ranges in CIDR form. */
import { BlockList } from "node:net";

/** Longest prefix of a range that is still too wide for an API: more than 65,536 addresses. */
const widest = { ipv4: 15, ipv6: 63 };

export const isWide = (range: string): boolean => length(range) <= widest[family(range)];

/** Whether `outer` contains all of `inner`. */
export function holdsRange(outer: string, inner: string): boolean {
  if (family(outer) !== family(inner) || length(outer) > length(inner)) return false;
  const list = new BlockList();
  list.addSubnet(base(outer), length(outer), family(outer));
  return list.check(base(inner), family(inner));
}

/** Everything, in either family. */
export const everywhere: readonly string[] = ["0.0.0.0/0", "::/0"];

const family = (range: string) => (range.includes(":") ? "ipv6" : "ipv4");
const base = (range: string): string => range.split("/")[0] ?? "";
const length = (range: string): number => Number(range.split("/")[1] ?? "32");
