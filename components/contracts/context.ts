/** What every component knows about the platform that it belongs to, and the words that all of them share. */

export type CloudName = "aws" | "azure";
export type Environment = "development" | "staging" | "production";
/** `primary` runs the business; `recovery` waits for it in another region or on the other cloud. */
export type Role = "primary" | "recovery";
/** Ordered from the weakest to the strongest; `operations/recovery` gives each its objectives. */
export type Tier = "restore" | "high-availability" | "cross-region";
export type Isolation = "shared" | "dedicated";
/** One step about doubles the machine; each cloud maps it to its own machine names in `sizes.ts`. */
export type Size = "small" | "medium" | "large" | "xlarge";

/** A part of the network with its own subnets and its own way in and out. */
export const planes = ["edge", "application", "database", "management", "observability"] as const;
export type Plane = (typeof planes)[number];

/** What every component knows about the platform it belongs to. */
export interface Context {
  /** Name of the Pulumi stack, for example `aws-production`. */
  readonly stack: string;
  readonly cloud: CloudName;
  readonly environment: Environment;
  readonly role: Role;
  readonly tier: Tier;
  /** First part of every physical name, for example `longshore-production`: at most 24 of `a-z 0-9 -`. */
  readonly prefix: string;
  /** AWS account id (12 digits) or Azure subscription id (UUID). */
  readonly account: string;
  /** Entra directory (UUID) of the subscription; AWS has none. */
  readonly directory: string | undefined;
  readonly region: string;
  /** Three zones of the region, in a stable order: subnets are numbered by it. */
  readonly zones: readonly string[];
  /** DNS zone of the platform, without a trailing dot. */
  readonly domain: string;
  /** On every resource that can carry tags; see `tags.ts` for the keys. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A weekly window in UTC, because cloud maintenance windows know no daylight saving. */
export interface WeeklyWindow {
  readonly day: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
  /** 0 to 23, UTC. */
  readonly hour: number;
  /** Minutes, at least 60: AKS refuses shorter windows than four hours and is widened to that. */
  readonly minutes: number;
}
