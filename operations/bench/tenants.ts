/** What tenants cost: whether the thousandth costs as much as the hundredth. */
import type { StackPlace } from "../stacks.ts";
import type { Bed } from "./bed.ts";
import { Crowd } from "./crowd.ts";
import { type Finding, median, type Subject } from "./measurement.ts";
import { timed } from "./timed.ts";

/** Numbers of tenants, spread over platforms at their ceiling. */
const crowds = [1, 10, 100, 1000] as const;

export const tenantSubjects: readonly Subject[] = [
  { name: "preview: each of 1,000 tenants / each of 100", unit: "ratio", goal: 1.1 },
  ...crowds.map((count) => ({ name: `preview: ${count.toLocaleString("en")} tenants`, unit: "s" }) as const),
];

/**
 * Platforms are previewed one by one, so that what many of them take is the sum: a platform at its ceiling and what is left
 * over are measured, side by side in each run, and multiplied.
 * @param runs  of each number of tenants on one platform
 */
export async function measureTenants(bed: Bed, place: StackPlace, runs: number): Promise<readonly Finding[]> {
  const crowd = new Crowd(bed.simulator.paths.home, place);
  await bed.addStack(place);
  const sizes = [...new Set(crowds.flatMap((count) => platformsFor(count, crowd.ceiling)))];
  const seconds = new Map<number, number[]>(sizes.map((size) => [size, []]));
  crowd.fill(1);
  // The first one fills caches, and is not counted.
  await preview(bed, crowd.tree, place);
  for (let run = 0; run < runs; run += 1) {
    for (const [size, found] of seconds) {
      crowd.fill(size);
      found.push(await preview(bed, crowd.tree, place));
    }
  }
  const platform = (size: number) => median(seconds.get(size) ?? []);
  const total = (count: number) => platformsFor(count, crowd.ceiling).reduce((sum, size) => sum + platform(size), 0);
  const each = (count: number) => total(count) / count;
  return [
    { value: each(1000) / each(100), note: `${runs} of each size, in turn; ${crowd.ceiling} tenants on a platform` },
    ...crowds.map((count) => ({ value: total(count), note: describe(count, crowd.ceiling) })),
  ];
}

/** How many tenants each platform has: all but the last are full. */
export function platformsFor(tenants: number, ceiling: number): readonly number[] {
  const full = Math.floor(tenants / ceiling);
  const rest = tenants % ceiling;
  return [...Array.from({ length: full }, () => ceiling), ...(rest > 0 ? [rest] : [])];
}

function describe(count: number, ceiling: number): string {
  const platforms = platformsFor(count, ceiling);
  const rest = count % ceiling;
  if (platforms.length === 1) return "one platform, measured";
  const full = `${Math.floor(count / ceiling)} × a measured platform of ${ceiling}`;
  return rest > 0 ? `${full}, and a measured one of ${rest}` : full;
}

const preview = (bed: Bed, folder: string, { stack }: StackPlace): Promise<number> =>
  timed(() => bed.pulumi(folder, "preview", "--stack", stack));
