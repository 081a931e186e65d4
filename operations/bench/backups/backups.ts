/** Backup and restore beside what plain tools take for the same data, and whether ten times as much takes ten times as long. */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Toolchain } from "../../../simulator/toolchain/toolchain.ts";
import { type Finding, type Measurement, median, type Subject } from "../measurement.ts";
import { timed } from "../timed.ts";
import { fill } from "./data.ts";
import { dumpPlain, type Places, restorePlain } from "./plain.ts";
import { Server } from "./server.ts";
import { linkTools, type Ran, runTool } from "./tool.ts";

/** Room that a size takes: database, files, dump and files in between, two stores, and both once more when restored. */
const copies = 8;
const signals = ["SIGINT", "SIGTERM"] as const;

/** Seconds of one round, and memory. */
interface Round {
  readonly dump: Ran;
  readonly again: Ran;
  readonly restore: Ran;
  readonly plainDump: number;
  readonly plainRestore: number;
}

/** What one size came to. */
export interface Sized {
  readonly gigabytes: number;
  /** Of database and files as they are. */
  readonly bytes: number;
  readonly rounds: readonly Round[];
}

/**
 * @param sizes  in GB, ascending
 * @param runs   rounds of each size; in each the tool and the plain way take turns
 */
export async function measureBackups(
  toolchain: Toolchain,
  sizes: readonly number[],
  runs: number,
): Promise<readonly Measurement[]> {
  const sized: Sized[] = [];
  for (const gigabytes of sizes) {
    console.error(`measuring ${gigabytes} GB …`);
    sized.push(await measureSize(toolchain, gigabytes, runs));
  }
  return [...sized.flatMap(measurementsOf), ...growth(sized)];
}

async function measureSize(toolchain: Toolchain, gigabytes: number, runs: number): Promise<Sized> {
  const home = mkdtempSync(join(tmpdir(), "longshore-bench-"));
  // PostgreSQL does not run as root, and the folder is root's where root runs the benchmark.
  chmodSync(home, 0o755);
  let server: Server | undefined;
  const close = async () => {
    await server?.close();
    rmSync(home, { recursive: true, force: true });
  };
  const end = (): void => void close().then(() => process.exit(1));
  for (const signal of signals) process.once(signal, end);
  try {
    const { bavail, bsize } = statfsSync(home);
    if (bavail * bsize < gigabytes * 1e9 * copies)
      throw new Error(
        `${home} has room for ${((bavail * bsize) / 1e9).toFixed(0)} GB: ${gigabytes} GB take ${copies} times that`,
      );
    server = await Server.open(toolchain.postgres, join(home, "postgres"));
    await fill(server, "tenant", join(home, "files"), gigabytes);
    const bytes = Number(await server.ask("tenant", "SELECT pg_database_size('tenant')")) + (gigabytes * 1e9) / 2;
    const path = linkTools(join(home, "tools"), toolchain);
    const rounds: Round[] = [];
    for (let run = 0; run < runs; run += 1) rounds.push(await playRound(server, toolchain, home, path));
    return { gigabytes, bytes, rounds };
  } finally {
    for (const signal of signals) process.off(signal, end);
    await close();
  }
}

/** Every round begins with an empty repository, and restores into an empty database and an empty folder. */
async function playRound(server: Server, { postgres }: Toolchain, home: string, PATH: string): Promise<Round> {
  const folder = (name: string) => join(home, name);
  for (const name of ["repository", "scratch", "restored"]) rmSync(folder(name), { recursive: true, force: true });
  const environment = {
    ...server.environment,
    PATH,
    HOME: home,
    TENANT: "bench",
    RESTIC_REPOSITORY: folder("repository"),
    RESTIC_PASSWORD: "benchmark",
    SCRATCH: folder("scratch"),
  };
  const live = { PGDATABASE: "tenant", FILES_REMOTE: folder("files") };
  const places: Places = {
    tools: postgres,
    login: { ...server.environment, PGDATABASE: "tenant" },
    files: folder("files"),
    scratch: folder("plain-scratch"),
    stored: folder("plain-stored"),
  };
  const plainDump = await timed(() => dumpPlain(places));
  const dump = await runTool("dump", { ...environment, ...live });
  const again = await runTool("dump", { ...environment, ...live });
  const target = { PGDATABASE: "restored", FILES_REMOTE: folder("restored") };
  await server.empty("restored");
  const there = { ...places, login: { ...places.login, PGDATABASE: "restored" }, files: folder("restored") };
  const plainRestore = await timed(() => restorePlain(there));
  await server.empty("restored");
  rmSync(folder("restored"), { recursive: true });
  const restore = await runTool("restore", { ...environment, ...target });
  return { dump, again, restore, plainDump, plainRestore };
}

/** Throughput over the same data is the other way round than time. */
export function measurementsOf({ gigabytes, bytes, rounds }: Sized): readonly Measurement[] {
  const of = (value: (round: Round) => number) => median(rounds.map(value));
  const rate = (seconds: number): Finding => ({ value: bytes / 1e6 / seconds, note: `of database and files` });
  const how = `plain: pg_dump, zstd -3 and AES, ${rounds.length} of each in turn`;
  const subject = (name: string, rest: Omit<Subject, "name">): Subject => ({
    name: `${name}, ${gigabytes} GB`,
    ...rest,
  });
  const ratio = { unit: "ratio", least: 0.9 } as const;
  return [
    {
      ...subject("backup: throughput / plain tools'", ratio),
      value: of(({ plainDump, dump }) => plainDump / dump.seconds),
      note: `${how}; with manifest and check`,
    },
    {
      ...subject("backup again, nothing new: throughput / plain tools'", ratio),
      value: of(({ plainDump, again }) => plainDump / again.seconds),
      note: "the same; the plain way begins anew each time",
    },
    {
      ...subject("restore: throughput / plain tools'", ratio),
      value: of(({ plainRestore, restore }) => plainRestore / restore.seconds),
      note: "the same the other way; every row and file checked",
    },
    { ...subject("backup", { unit: "MB/s" }), ...rate(of(({ dump }) => dump.seconds)) },
    { ...subject("restore", { unit: "MB/s" }), ...rate(of(({ restore }) => restore.seconds)) },
    {
      ...subject("peak memory of a backup", { unit: "MiB" }),
      value: of(({ dump }) => dump.mebibytes),
      note: "with its tools",
    },
    {
      ...subject("peak memory of a restore", { unit: "MiB" }),
      value: of(({ restore }) => restore.mebibytes),
      note: "with its tools",
    },
  ];
}

/** Seconds for each byte, of the largest size and of the smallest. */
export function growth(sized: readonly Sized[]): readonly Measurement[] {
  const [small, large] = [sized[0], sized.at(-1)];
  if (!small || !large || small === large) return [];
  const each = ({ bytes, rounds }: Sized, of: "dump" | "restore") =>
    median(rounds.map((round) => round[of].seconds)) / bytes;
  return (["dump", "restore"] as const).map((of) => ({
    name: `${of === "dump" ? "backup" : "restore"}: seconds a GB, of ${large.gigabytes} GB / of ${small.gigabytes} GB`,
    unit: "ratio",
    goal: 1.1,
    value: each(large, of) / each(small, of),
    note: "medians",
  }));
}
