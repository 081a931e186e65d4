/** A tenant to back up: half of it rows, which can be compressed, half of it scans and pictures, which cannot. */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedTenant } from "../../../simulator/seed/index.ts";
import type { Server } from "./server.ts";

/** What a row of the seed takes in the database with its indexes, measured on a million of them. */
const bytesPerRow = 400;
/** A scanned delivery note. */
const bytesPerFile = 400_000;

/**
 * @param gigabytes  about how much of both together
 * @param files      folder of the tenant's files
 */
export async function fill(server: Server, database: string, files: string, gigabytes: number): Promise<void> {
  const half = (gigabytes * 1e9) / 2;
  await server.empty(database);
  const login = { ...server.environment, PGDATABASE: database };
  await seedTenant({ database: login, filesRemote: files, rows: Math.round(half / bytesPerRow) });
  for (let made = 0; made < half; made += bytesPerFile) writeScan(files);
}

/** Named after its SHA-1, as Odoo names files. */
function writeScan(files: string): void {
  const content = randomBytes(bytesPerFile);
  const sha1 = createHash("sha1").update(content).digest("hex");
  const folder = join(files, sha1.slice(0, 2), sha1.slice(2, 4));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, sha1), content);
}
