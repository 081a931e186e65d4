/** PostgreSQL refuses to run as root: as root the simulator starts it as `nobody`. */
import { chownSync, mkdirSync, writeFileSync } from "node:fs";

const nobody = { uid: 65_534, gid: 65_534 };

/** Who runs a service and owns its files; nothing where the simulator does not run as root. */
export const serviceUser = (): { uid: number; gid: number } | undefined =>
  process.getuid?.() === 0 ? nobody : undefined;

/** A folder that only the service's user may enter. */
export function ownFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  give(folder);
}

/** A file that only the service's user may read. */
export function ownFile(file: string, content: string): void {
  writeFileSync(file, content, { mode: 0o600 });
  give(file);
}

function give(path: string): void {
  const user = serviceUser();
  if (user) chownSync(path, user.uid, user.gid);
}
