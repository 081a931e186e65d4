/** The Go command, made independent of the user's settings where they would change what is built. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { pinsFolder } from "./pins.mjs";
import type { Activity } from "./progress.ts";
import { run } from "./run.ts";

/** Without cgo no C compiler is needed, and names are looked up by Go itself. */
const environment = { CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" };

const downloadedModule = z.object({ Dir: z.string(), Sum: z.string() });

/**
 * Runs `go`, counting the modules that it downloads.
 * @param onLine  gets all other lines of standard error
 */
export function go(
  args: readonly string[],
  cwd: string,
  onActivity: (activity: Activity) => void,
  onLine: (line: string) => void = () => {},
): Promise<string> {
  let downloads = 0;
  return run("go", args, {
    cwd,
    env: environment,
    onLine: (line) => {
      if (!line.startsWith("go: downloading ")) return onLine(line);
      downloads += 1;
      onActivity({ doing: "downloading", done: downloads, unit: "modules" });
    },
  });
}

/** Gives a group's pins a folder of their own to be built in, so that Go can never write into the work tree. */
export function copyGroup(group: string, folder: string): void {
  cpSync(join(pinsFolder, group), folder, { recursive: true });
}

/**
 * Fetches a module's source, checked against go.sum where there is one.
 * @param module  with `@version` where the folder's go.mod does not pin it
 */
export async function downloadModule(
  module: string,
  cwd: string,
  onActivity: (activity: Activity) => void,
): Promise<z.output<typeof downloadedModule>> {
  onActivity({ doing: `downloading ${module}` });
  return downloadedModule.parse(JSON.parse(await go(["mod", "download", "-json", module], cwd, onActivity)));
}
