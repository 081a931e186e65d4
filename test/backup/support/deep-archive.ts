/**
 * Stands in for an rclone whose remote is S3 and whose archives lie in its deepest class: no object store of the tests has
 * one. It lists, asks and refuses as S3 does (S3 user guide, "Restoring an archived object"; rclone's documentation of
 * `backend restore` and `restore-status`, 1.76); everything else is done by the real rclone.
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { toolFolder } from "./run.ts";

export interface DeepArchive {
  /** In which the stand-in comes before the real one. */
  readonly PATH: string;
  /** What S3 was asked for, in order: `restore` with its options, or `restore-status`. */
  asked(): Promise<readonly string[]>;
}

const folders: string[] = [];

after("folders of deep archives", async function () {
  this.timeout(180_000);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/**
 * @param looks   how often one looks until what was asked for is there
 * @param answer  what S3 says to the question
 */
export async function deepArchive(looks: number, answer = "OK"): Promise<DeepArchive> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-deep-archive-"));
  folders.push(folder);
  const log = join(folder, "asked");
  await writeFile(log, "");
  await writeFile(join(folder, "rclone"), script(readToolchain().bin.rclone, log, looks, answer));
  await chmod(join(folder, "rclone"), 0o755);
  return {
    PATH: `${folder}:${toolFolder()}:/usr/bin:/bin`,
    asked: async () => (await readFile(log, "utf8")).split("\n").filter(Boolean),
  };
}

/** Objects above 128 KiB get colder (S3 user guide, "Transitioning objects"): here the dump and the files. */
const script = (rclone: string, log: string, looks: number, answer: string) => `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const { spawnSync } = require("node:child_process");
const args = process.argv.slice(2);
const asked = readFileSync(${JSON.stringify(log)}, "utf8").split("\\n").filter(Boolean);
const isCold = (path) => /\\.(dump|tar)$/.test(path);
const since = asked.slice(asked.findIndex((line) => line.startsWith("restore ")) + 1).length;
const isThere = asked.some((line) => line.startsWith("restore ")) && since >= ${looks};
const real = (args) => spawnSync(${JSON.stringify(rclone)}, args, { encoding: "utf8" });
const list = () => JSON.parse(real(["lsjson", "--recursive", "--files-only", args[2]]).stdout);
const end = (stdout, stderr, code) => { process.stdout.write(stdout); process.stderr.write(stderr); process.exitCode = code; };
if (args[0] === "backend") {
  appendFileSync(${JSON.stringify(log)}, [args[1], ...args.slice(3)].join(" ") + "\\n");
  const cold = list().filter(({ Path }) => isCold(Path));
  const status = { IsRestoreInProgress: !isThere, RestoreExpiryDate: null };
  if (args[1] === "restore") end(JSON.stringify(cold.map(({ Path }) => ({ Status: ${JSON.stringify(answer)}, Remote: Path }))), "", 0);
  else if (asked.length === 0) end("[]", "", 0);
  else end(JSON.stringify(cold.map(({ Path }) => ({ Remote: Path, VersionID: null, RestoreStatus: status, StorageClass: "DEEP_ARCHIVE" }))), "", 0);
} else if (args[0] === "lsjson") {
  const { stdout, stderr, status } = real(args);
  const tiers = (text) => JSON.parse(text).map((entry) => ({ ...entry, Tier: isCold(entry.Path) ? "DEEP_ARCHIVE" : "STANDARD" }));
  end(status === 0 ? JSON.stringify(tiers(stdout)) : stdout, stderr, status);
} else if (args[0] === "sync" && args[1].includes("/archives/") && !isThere) {
  end("", "InvalidObjectState: The operation is not valid for the object's storage class", 1);
} else {
  const { stdout, stderr, status } = real(args);
  end(stdout, stderr, status);
}
`;
