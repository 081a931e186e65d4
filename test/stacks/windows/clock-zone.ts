/**
 * Time zones in which a clock shows now what the test wants: Go reads them from the folder in `ZONEINFO`. So Argo CD's own
 * evaluation can be asked about any day of any year.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * @param folder  of zones
 * @param name    of the zone, for example `Test/1`
 * @param wall    what its clocks show now, as the milliseconds at which a clock in UTC shows the same
 * @see https://www.rfc-editor.org/rfc/rfc8536 section 3, version 1: no transition, one type of local time
 */
export function writeZone(folder: string, name: string, wall: number): void {
  const file = Buffer.alloc(44 + 6 + 4);
  file.write("TZif", "latin1");
  const [types, characters] = [36, 40];
  file.writeUInt32BE(1, types);
  file.writeUInt32BE(4, characters);
  file.writeInt32BE(Math.round((wall - Date.now()) / 1000), 44);
  file.write("XXX\0", 50, "latin1");
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), file);
}
