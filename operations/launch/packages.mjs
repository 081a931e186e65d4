/** Installs npm's packages when they are missing or not those of the lock file. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../simulator/cache-folder.mjs";
import { withLock } from "../../simulator/toolchain/lock.mjs";

/** Milliseconds between two lines while npm works. */
const intervalMs = 20_000;

/** @param {string | Buffer} text */
const digest = (text) => createHash("sha256").update(text).digest("hex");
/** @param {string} root */
const lockFile = (root) => join(root, "package-lock.json");
/** Written last, and gone with the folder when npm starts anew. @param {string} root */
const record = (root) => join(root, "node_modules", ".longshore-lock");

/**
 * @param {string} root  of the work tree
 * @returns {boolean} whether the packages are those of the lock file
 */
export function packagesAreCurrent(root) {
  return existsSync(record(root)) && readFileSync(record(root), "utf8") === digest(readFileSync(lockFile(root)));
}

/**
 * Runs `npm ci`, telling how far it is.
 * @param {string} root  of the work tree
 * @param {(line: string) => void} say
 * @throws {Error} when npm fails
 */
export async function installPackages(root, say) {
  const lock = join(cacheFolder(), "locks", `packages-${digest(root).slice(0, 12)}`);
  await withLock(
    lock,
    async () => {
      if (packagesAreCurrent(root)) return;
      await install(root, say);
      writeFileSync(record(root), digest(readFileSync(lockFile(root))));
    },
    ({ pid }) => say(`npm packages: waiting for process ${pid}, which installs them`),
  );
}

/**
 * @param {string} root
 * @param {(line: string) => void} say
 */
async function install(root, say) {
  /** @type {{ packages: Record<string, unknown> }} */
  const { packages } = JSON.parse(readFileSync(lockFile(root), "utf8"));
  const folders = Object.keys(packages).filter((name) => name !== "");
  say(`npm packages: installing ${folders.length}`);
  const start = Date.now();
  const timer = setInterval(() => {
    const there = folders.filter((name) => existsSync(join(root, name, "package.json"))).length;
    say(`npm packages: ${there} of ${folders.length} · ${Math.round((Date.now() - start) / 1000)} s`);
  }, intervalMs);
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn("npm", args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  try {
    await new Promise((resolve, reject) => {
      child.once("error", reject).once("exit", (code) => {
        if (code === 0) resolve(code);
        else reject(new Error("`npm ci` failed: see above, then start again"));
      });
    });
  } finally {
    clearInterval(timer);
  }
}
