/** What a retirement did, in a file: evidence for people, and where a run that was stopped goes on. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";

const schema = z.object({
  stack: z.string(),
  account: z.string(),
  /** Last backups, each restored and checked. */
  backups: z.array(z.object({ tenant: z.string(), jobs: z.array(z.string()), verifiedAt: z.iso.datetime() })),
  /** Day until which archives cannot be deleted by anybody. */
  archivesLockedUntil: z.iso.date(),
  /** Set when everything but the history is gone. */
  retiredAt: z.iso.datetime().nullable(),
  /** What stays, by type. */
  kept: z.record(z.string(), z.int()),
});

export type Retirement = z.output<typeof schema>;

/** @returns nothing where there is no such file */
export const readRecord = (file: string): Retirement | undefined =>
  existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;

export const writeRecord = (file: string, retirement: Retirement): void =>
  writeFileSync(file, `${JSON.stringify(retirement, null, 2)}\n`, { mode: 0o600 });

/** Hours after which a last backup is no longer the last: somebody may have worked since. */
const freshHours = 24;

/** @throws Error that says why a record is no ground to go on without a cluster */
export function requireFresh(retirement: Retirement | undefined, stack: string, now: Date): Retirement {
  if (!retirement || retirement.stack !== stack)
    throw new Error(
      `${stack} has no cluster that could take the last backups. Bring it up (\`pulumi up\`), then retire it.`,
    );
  const oldest = Math.min(...retirement.backups.map(({ verifiedAt }) => Date.parse(verifiedAt)));
  if (now.getTime() - oldest > freshHours * 3_600_000)
    throw new Error(`The last backups are older than ${freshHours} hours. Bring ${stack} up, then retire it.`);
  return retirement;
}
