/** Runs the command itself, under a Node that runs TypeScript. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheFolder } from "../../simulator/cache-folder.mjs";
import { isAtLeast, parseVersion } from "../../simulator/toolchain/version.mjs";

/**
 * The Node that npm installed for this machine, else the machine's own.
 * @param {string} root  of the work tree
 * @throws {Error} where neither will do
 */
export function findNode(root) {
  const installed = join(root, "node_modules", ".bin", "node");
  if (existsSync(installed)) return installed;
  const wanted = parseVersion(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node);
  const own = parseVersion(process.version);
  if (wanted && own && isAtLeast(own, wanted)) return process.execPath;
  const machine = `${process.platform} ${process.arch}`;
  throw new Error(
    `Node ${wanted?.join(".")} or newer is needed, found ${process.version}: npm has none for ${machine}, so install it from nodejs.org`,
  );
}

/**
 * Runs a TypeScript file in our place: it gets our terminal and the signals sent to us, and we end as it ends.
 * @param {string} root  of the work tree
 * @param {string} node
 * @param {readonly string[]} args  file and arguments
 */
export function handOver(root, node, args) {
  const env = {
    ...process.env,
    PATH: [join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(cacheFolder(), "node-compile-cache"),
  };
  const child = spawn(node, args, { stdio: "inherit", env });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to all of us at once: the command has it already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.once("error", (error) => {
    console.error(`${node} cannot be run: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
