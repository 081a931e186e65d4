/** What a retirement did, for people. */
import type { Retirement } from "./record.ts";

export function summary({ stack, backups, archivesLockedUntil, kept }: Retirement, file: string): string {
  const total = Object.values(kept).reduce((sum, count) => sum + count, 0);
  return [
    `${stack} is retired. ${file} holds the record.`,
    "",
    ...backups.map(({ tenant, verifiedAt }) => `  Last backup  ${tenant}: restored and checked at ${verifiedAt}`),
    `  Archives     cannot be deleted by anybody until ${archivesLockedUntil}`,
    `  Kept         ${total} resources: backups, archives, and the keys and secrets that open them`,
    "",
    "They stand in the stack's state: a later `pulumi up` uses them again under the same names.",
  ].join("\n");
}
