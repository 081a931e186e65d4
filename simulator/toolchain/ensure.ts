/** Makes the tools that are not there yet. What is finished stays: a set-up that was interrupted goes on where it was. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pinnedVersion } from "./go-mod.ts";
import { withLock } from "./lock.mjs";
import { type Made, makeGoTool, makeWheelTool } from "./make.ts";
import { toolchainFile, toolsFolder } from "./pins.mjs";
import type { Activity, Progress } from "./progress.ts";
import { linkPulumi, pulumiHome, pulumiLink } from "./pulumi-home.ts";
import { fetchSources } from "./sources.ts";
import { parseToolchain, type Toolchain } from "./toolchain.ts";
import { goTools, wheelTools } from "./tools.ts";

/** One part for each tool, and one for the sources. */
const parts = Object.keys(goTools).length + Object.keys(wheelTools).length + 1;

/**
 * The tools, after making those that are missing. Starts no process where all of them are there.
 * @param onProgress  told what is being made, and how far it is
 * @throws Error with the failed command and the end of its output
 */
export async function ensureToolchain(onProgress: (progress: Progress) => void): Promise<Toolchain> {
  const onWait = ({ pid }: { readonly pid: number }): void =>
    onProgress({ part: 1, parts, title: "Tools", doing: `waiting for the set-up that process ${pid} runs` });
  return (
    standingToolchain() ??
    withLock(join(toolsFolder(), ".lock"), async () => standingToolchain() ?? (await setUp(onProgress)), onWait)
  );
}

/** The tools of these pins, where none was taken away or replaced since the set-up. */
function standingToolchain(): Toolchain | undefined {
  try {
    const toolchain = parseToolchain(JSON.parse(readFileSync(toolchainFile(), "utf8")));
    const { bin, postgres, modules, origins } = toolchain;
    const programs: Readonly<Record<string, string>> = { ...bin, postgres: join(postgres, "postgres") };
    const kept = Object.entries(programs).every(([name, file]) => {
      const { mtimeMs } = statSync(file);
      return mtimeMs === (origins[name]?.modified ?? mtimeMs);
    });
    const link = pulumiLink(origins.pulumi?.version ?? "");
    return kept && [link, ...Object.values(modules)].every((path) => existsSync(path)) ? toolchain : undefined;
  } catch {
    return undefined;
  }
}

async function setUp(onProgress: (progress: Progress) => void): Promise<Toolchain> {
  mkdirSync(toolsFolder(), { recursive: true });
  chmodSync(toolsFolder(), 0o755);
  let part = 0;
  const begin = (title: string): ((activity: Activity) => void) => {
    part += 1;
    const current = part;
    return (activity) => onProgress({ part: current, parts, title, ...activity });
  };
  const made: Record<string, Made> = {};
  for (const [name, tool] of Object.entries(wheelTools)) {
    made[name] = await makeWheelTool(tool.group, tool, begin(tool.title));
  }
  for (const [name, tool] of Object.entries(goTools)) {
    const title = `${tool.title} ${pinnedVersion(tool.group, tool.module).slice(1)}`;
    made[name] = await makeGoTool(kebabCase(name), tool, begin(title));
  }
  const modules = await fetchSources(begin("Sources of CRDs and schemas"));
  const toolchain = parseToolchain(describe(made, modules));
  linkPulumi(toolchain.origins.pulumi?.version ?? "", toolchain.bin.pulumi);
  const next = `${toolchainFile()}.next`;
  writeFileSync(next, JSON.stringify(toolchain, null, 2));
  renameSync(next, toolchainFile());
  return toolchain;
}

/** The document that `readToolchain` reads. */
function describe(
  { postgres, ...programs }: Readonly<Record<string, Made>>,
  modules: Readonly<Record<string, string>>,
) {
  const all = Object.entries({ ...programs, ...(postgres ? { postgres } : {}) });
  return {
    bin: Object.fromEntries(Object.entries(programs).map(([name, { file }]) => [name, file])),
    postgres: postgres && dirname(postgres.file),
    pulumiHome: pulumiHome(),
    modules,
    origins: Object.fromEntries(all.map(([name, { origin }]) => [name, origin])),
  };
}

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
