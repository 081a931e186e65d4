/** What the tags of a snapshot say. */
import { type Json, textOf, textsOf } from "./json.ts";

/** Why a backup is taken. */
export const kinds = ["scheduled", "before-upgrade", "final"] as const;
export type Kind = (typeof kinds)[number];

/** A hold that people set and lift by `restic tag`. */
export const legalHold = "legal-hold";

export interface Snapshot {
  readonly id: string;
  /** The id it had before its tags were changed; the same as `id` where they never were. */
  readonly original: string;
  readonly time: Date;
  readonly tags: readonly string[];
}

export function snapshotOf(entry: Json): Snapshot {
  const id = textOf(entry, "id");
  return {
    id,
    original: typeof entry.original === "string" ? entry.original : id,
    time: new Date(textOf(entry, "time")),
    tags: textsOf(entry, "tags"),
  };
}

export const backupTags = (tenant: string, kind: Kind, manifestHash: string): readonly string[] => [
  `tenant=${tenant}`,
  `kind=${kind}`,
  `manifest=${manifestHash}`,
];

/** Tags of the record that a backup was restored and found whole. */
export const recordTags = (tenant: string, backup: Snapshot): readonly string[] => [
  `tenant=${tenant}`,
  `verified=${backup.original}`,
];

/** Value of a tag `name=value`. */
export function tagOf({ tags }: Snapshot, name: string): string | undefined {
  return tags.find((tag) => tag.startsWith(`${name}=`))?.slice(name.length + 1);
}

export const isBackup = (snapshot: Snapshot): boolean => tagOf(snapshot, "manifest") !== undefined;

/** The backup that a record speaks of. */
export const verifiedBy = (snapshot: Snapshot): string | undefined => tagOf(snapshot, "verified");
