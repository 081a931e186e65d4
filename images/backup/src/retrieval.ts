/** Archives get colder with age: what lies in S3's deepest class can be read only hours after S3 was asked for it. */
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "./failure.ts";
import type { Files, StoredObject } from "./rclone.ts";
import { count, type Environment } from "./settings.ts";

/**
 * Classes that cannot be read at once (S3 user guide, "Archive retrieval options", read 2026-11). GLACIER_IR can, in which
 * archives lie for their first year; and on Azure all of them (components/azure/lifecycle.ts).
 */
const cold = ["GLACIER", "DEEP_ARCHIVE"];

/** How fast S3 is asked to be: from the deepest class typically within 12 hours, or within 48 and cheaper. */
export type Hurry = "Standard" | "Bulk";

/** Seconds that S3 gets, its 48 hours and a margin; and between two looks, each of which lists one archive. */
const [patience, between] = [55 * 3600, 300];

/** Days for which S3 keeps the copy that it makes: so many that a restore can be started again. */
const copyDays = 7;

/**
 * Has S3 bring back what of a folder cannot be read, and waits until all of it can. S3 remembers what it was asked for, so a
 * run that was ended goes on waiting for the same when it is started again.
 * @param say  is told what is waited for
 * @returns how many objects had to be brought back
 * @throws Failure `store` where S3 refuses, `overdue` where it takes longer than `RETRIEVAL_TAKES`
 */
export async function bringBack(
  files: Files,
  hurry: Hurry,
  environment: Environment,
  say: (text: string) => void,
): Promise<number> {
  const objects = (await files.objects()).filter(isCold);
  if (objects.length === 0) return 0;
  const seconds = count(environment, "RETRIEVAL_TAKES", patience, 0);
  const until = Date.now() + seconds * 1000;
  const lookMs = count(environment, "RETRIEVAL_LOOKS", between, 0) * 1000;
  for (let asked = false; ; await pause(lookMs)) {
    const copies = await files.copies();
    const absent = objects.filter(({ path }) => copies.get(path) === undefined);
    if (absent.length > 0 && !asked) {
      say(`${objects.length} objects lie in ${objects[0]?.tier}; S3 is asked for them, ${hurry}`);
      await files.askBack(hurry, copyDays);
      asked = true;
    }
    if (objects.every(({ path }) => copies.get(path) === "there")) return objects.length;
    if (Date.now() > until)
      throw new Failure(
        "overdue",
        `S3 has not brought ${objects.length} objects back within ${seconds} s`,
        "run it again, it goes on waiting; ask AWS where it takes days",
      );
  }
}

/** Whether it has to be brought back before it can be read. */
export const isCold = ({ tier }: StoredObject): boolean => cold.includes(tier);
