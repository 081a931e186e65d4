import { mkdir, rm } from "node:fs/promises";

/** Makes a folder, or empties it. */
export async function renew(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
