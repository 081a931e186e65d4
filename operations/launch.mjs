#!/usr/bin/env node
/**
 * The way in: `npm start`, `npm test`, `npm run bench`, `npx longshore COMMAND`. It is plain JavaScript on Node's own
 * modules, because it runs before anything is installed: it sees to npm's packages and to a Node that runs TypeScript,
 * then hands over to `cli.ts`.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { toolchainFile } from "../simulator/toolchain/pins.mjs";
import { missingPrerequisites } from "../simulator/toolchain/prerequisites.mjs";
import { findNode, handOver } from "./launch/hand-over.mjs";
import { installPackages, packagesAreCurrent } from "./launch/packages.mjs";

/** Commands that run the simulator's tools. */
const needTools = ["start", "test", "bench", "faults", "simulator"];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = "", ...args] = process.argv.slice(2);
/** @param {string} line */
const say = (line) => console.error(line);

try {
  const packages = !packagesAreCurrent(root);
  const tools = needTools.includes(command) && !existsSync(toolchainFile());
  const missing = packages || tools ? missingPrerequisites({ packages, tools }) : [];
  if (missing.length > 0) throw new Error(missing.join("\n"));
  // The simulator's internet has no registry, and npm empties the folder before it finds that out.
  if (packages && process.env.LONGSHORE_SETTINGS)
    throw new Error(
      "npm's packages have changed, and the simulator's shell reaches no registry: run npm ci in another one",
    );
  if (packages) await installPackages(root, say);
  handOver(root, findNode(root), [join(root, "operations", "cli.ts"), ...(command ? [command] : []), ...args]);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
