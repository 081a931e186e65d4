/**
 * Pulumi's home folder inside a simulator: the command-line tool, our language host beside it and our provider plugins, laid
 * out as Pulumi itself would have installed them. `pulumi` from the path and `npx pulumi` both find everything there.
 */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheFolder, type SimulatorPaths, workTree } from "../paths.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import { packageVersion } from "./versions.ts";

/** Providers that the simulator stands in for, by the name of their npm package. */
export const pluginNames = ["aws", "azure-native", "kubernetes", "random"] as const;
export type PluginName = (typeof pluginNames)[number];

export interface EngineHome {
  /** For `PULUMI_HOME`. */
  readonly folder: string;
  /** Holds `pulumi` as people and `npx pulumi` call it: `pulumi.sh`. */
  readonly bin: string;
  /** Holds the real `pulumi` and, beside it, the language host. */
  readonly engine: string;
  /** Holds stand-ins for other programs that the engine starts. */
  readonly tools: string;
  /** Holds the passphrase of the simulated stacks' secrets. */
  readonly passphraseFile: string;
}

export function engineHome(paths: SimulatorPaths): EngineHome {
  const folder = join(paths.home, "pulumi");
  // Where npm's `pulumi` looks: node_modules/pulumi/lib/cache.js.
  const version = join(folder, "versions", packageVersion("pulumi"));
  return {
    folder,
    bin: join(version, "bin"),
    engine: join(version, "engine"),
    tools: join(folder, "tools"),
    passphraseFile: join(paths.state, "passphrase"),
  };
}

/** Lays the folder out, or brings it up to date. */
export function installEngine(paths: SimulatorPaths, toolchain: Toolchain): EngineHome {
  const home = engineHome(paths);
  for (const folder of [home.bin, home.engine, home.tools]) mkdirSync(folder, { recursive: true });
  placeTool(toolchain.bin.pulumi, join(home.engine, "pulumi"));
  nodeScript(join(home.engine, "pulumi-language-nodejs"), [withoutProxy, source("engine/language/host.ts")]);
  nodeScript(join(home.tools, "aws"), [source("engine/aws-cli.ts")]);
  nodeScript(join(home.tools, "az"), [source("engine/azure-cli.ts")]);
  nodeScript(join(home.tools, "kubelogin"), [source("engine/kubelogin.ts")]);
  script(join(home.bin, "pulumi"), ["/bin/sh", join(import.meta.dirname, "pulumi.sh")], {
    LONGSHORE_ENGINE: home.engine,
    LONGSHORE_TREE: workTree,
    LONGSHORE_COPIES: join(paths.state, "stacks"),
    LONGSHORE_SETTINGS: settingsFolder(paths),
    LONGSHORE_NODE: process.execPath,
  });
  for (const name of pluginNames) {
    const folder = join(home.folder, "plugins", `resource-${name}-v${packageVersion(`@pulumi/${name}`)}`);
    mkdirSync(folder, { recursive: true });
    nodeScript(join(folder, `pulumi-resource-${name}`), [withoutProxy, source("engine/plugin.ts"), name, paths.home]);
  }
  if (!existsSync(home.passphraseFile)) {
    writeFileSync(home.passphraseFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  return home;
}

/** What commands write of a stack's settings, in place of the work tree's files. */
export const settingsFolder = (paths: SimulatorPaths): string => join(paths.state, "settings");

/** Code that Node has compiled once, for every process of the simulator. */
export const compileCache = (): string => join(cacheFolder(), "compiled");

/** A hard link, because Pulumi looks for the language host beside its real path; a copy where links cannot reach. */
function placeTool(from: string, to: string): void {
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    chmodSync(to, 0o755);
  }
}

/**
 * For a program that talks to this machine only: Node leaves out its HTTP client for proxies, which it takes longer to load
 * than itself. What the program starts still finds the proxy in its environment.
 */
const withoutProxy = "--no-use-env-proxy";

/** @param path  in the simulator's folder */
const source = (path: string): string => join(import.meta.dirname, "..", path);

/** @param words  for Node */
const nodeScript = (file: string, words: readonly string[]): void =>
  script(file, [process.execPath, ...words], { NODE_COMPILE_CACHE: compileCache() });

function script(file: string, words: readonly string[], variables: Readonly<Record<string, string>>): void {
  const assignments = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}`);
  const lines = [
    "#!/bin/sh",
    "# Written by the simulator.",
    `${assignments.join(" ")} exec ${words.map(quote).join(" ")} "$@"`,
  ];
  // A new file each time: the old one may be a link to somebody else's.
  writeFileSync(`${file}.next`, `${lines.join("\n")}\n`, { mode: 0o755 });
  renameSync(`${file}.next`, file);
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
