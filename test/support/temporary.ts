/** Folders and addresses that belong to one test. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder that other users may enter, because PostgreSQL refuses to run as root. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "longshore-test-"));
  chmodSync(folder, 0o755);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
