/** The backup tool as its image runs it: its entry point, its environment, its tools. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { workTree } from "../../../simulator/paths.ts";
import type { Toolchain } from "../../../simulator/toolchain/toolchain.ts";

export const entryPoint = join(workTree, "images", "backup", "src", "main.ts");

/** A folder with the tools under the names that they have in the image. */
export function linkTools(folder: string, { bin, postgres }: Toolchain): string {
  mkdirSync(folder);
  for (const name of ["restic", "rclone"] as const) symlinkSync(bin[name], join(folder, name));
  for (const name of ["psql", "pg_dump", "pg_restore"]) symlinkSync(join(postgres, name), join(folder, name));
  return `${folder}:/usr/bin:/bin`;
}
