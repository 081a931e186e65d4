/** What the machine must bring. Plain JavaScript, because it is asked before there is a Node that runs TypeScript. */
import { spawnSync } from "node:child_process";
import { neededGo } from "./pins.mjs";
import { isAtLeast, parseVersion } from "./version.mjs";

/** @typedef {import("./version.mjs").Version} Version */

/**
 * @typedef {object} Prerequisite
 * @property {string} name
 * @property {readonly string[]} ask  command that prints its version
 * @property {Version} least  the oldest version that will do
 * @property {string} remedy
 * @property {string} [cwd]  folder in which it is asked
 */

/**
 * One line, with its remedy, for each prerequisite that is missing or too old.
 * @param {{ packages: boolean, tools: boolean }} needed  what has to be set up: npm's packages, the simulator's tools
 * @returns {string[]}
 */
export function missingPrerequisites({ packages, tools }) {
  const asked = [forAll, ...(packages ? [forPackages] : []), ...(tools ? forTools() : [])];
  return [...(tools ? machineProblems() : []), ...asked.flatMap(problemOf)];
}

/** @type {Prerequisite} */
const forAll = {
  name: "Node",
  ask: [process.execPath, "--version"],
  least: [20, 0, 0],
  remedy: "install it from nodejs.org, or with your version manager",
};

/** @type {Prerequisite} */
const forPackages = {
  name: "npm",
  ask: ["npm", "--version"],
  least: [9, 0, 0],
  remedy: "it comes with Node (nodejs.org)",
};

/** @returns {Prerequisite[]} */
function forTools() {
  const go = neededGo();
  return [
    {
      name: "Go",
      ask: ["go", "version"],
      least: go.version,
      remedy: "install it from go.dev/dl",
      // There, a Go that is allowed to fetches the version that it needs.
      cwd: go.folder,
    },
    { name: "Git", ask: ["git", "--version"], least: [2, 0, 0], remedy: "install your system's package `git`" },
    {
      name: "Python",
      ask: ["python3", "--version"],
      least: [3, 10, 0],
      remedy: "install your system's package `python3`, or a newer one as `python3` on PATH",
    },
    {
      name: "pip for Python",
      ask: ["python3", "-m", "pip", "--version"],
      least: [20, 3, 0],
      remedy: "install your system's package `python3-pip`, or run `python3 -m ensurepip`",
    },
  ];
}

/** @param {Prerequisite} prerequisite */
function problemOf({ name, ask: [command = "", ...args], least, remedy, cwd }) {
  const { stdout } = spawnSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const found = parseVersion(stdout ?? "");
  if (found && isAtLeast(found, least)) return [];
  const wanted = least.join(".").replace(/(\.0)+$/, "");
  return [`${name} ${wanted} or newer is needed, found ${found ? found.join(".") : "none"}: ${remedy}`];
}

/** PostgreSQL and Redis come as wheels for Linux with glibc. */
function machineProblems() {
  const fits = process.platform === "linux" && ["x64", "arm64"].includes(process.arch) && hasGlibc();
  const found = `${process.platform} ${process.arch}`;
  return fits
    ? []
    : [`Linux with glibc on x64 or arm64 is needed, found ${found}: run the simulator in such a virtual machine`];
}

function hasGlibc() {
  const report = process.report?.getReport();
  return JSON.stringify(report).includes('"glibcVersionRuntime"');
}
