/** Backup and restore beside what plain tools take for the same data, and whether ten times as much takes ten times as long. */
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Toolchain } from "../../../simulator/toolchain/toolchain.ts";
import { closing } from "../../closing.ts";
import type { Measurement } from "../measurement.ts";
import { fill } from "./data.ts";
import { growth, measurementsOf, type Round, type Sized } from "./figures.ts";
import { folderBytes } from "./folder-bytes.ts";
import { Server } from "./server.ts";
import { take } from "./taken.ts";
import { entryPoint, linkTools } from "./tool.ts";

const run = promisify(execFile);

/** Room that a size takes: the data, a store, and what is between, each as large at most; and a half to be safe. */
const copies = 3.5;
const database = "tenant";
const plainProgram = join(import.meta.dirname, "plain-program.ts");

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
  return closing({ close }, async () => {
    refuseFull(home, gigabytes);
    server = await Server.open(toolchain.postgres, join(home, "postgres"));
    await fill(server, database, join(home, "files"), gigabytes);
    await settle(server);
    const bytes = Number(await server.ask(database, `SELECT pg_database_size('${database}')`)) + (gigabytes * 1e9) / 2;
    const bench = new Bench(server, home, linkTools(join(home, "tools"), toolchain));
    const rounds: Round[] = [];
    for (let round = 0; round < runs; round += 1) rounds.push(await bench.play(round % 2 === 0));
    return { gigabytes, bytes, rounds };
  });
}

function refuseFull(home: string, gigabytes: number): void {
  const { bavail, bsize } = statfsSync(home);
  const room = bavail * bsize;
  if (room < gigabytes * 1e9 * copies)
    throw new Error(`${home} has room for ${(room / 1e9).toFixed(0)} GB: ${gigabytes} GB take ${copies} times that`);
}

/** Nothing that an earlier step left to do, in the database or on its way to the disk, counts for the next one. */
async function settle(server: Server): Promise<void> {
  await server.ask(database, "VACUUM (FREEZE, ANALYZE)");
  await server.ask(database, "CHECKPOINT");
  await run("sync");
}

class Bench {
  readonly #server: Server;
  readonly #home: string;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(server: Server, home: string, path: string) {
    this.#server = server;
    this.#home = home;
    this.#environment = { ...server.environment, PGDATABASE: database, PATH: path };
  }

  /** Both ways dump what is there, lose it, and bring it back. @param plainFirst  which of them begins */
  async play(plainFirst: boolean): Promise<Round> {
    const before = plainFirst ? await this.#playPlain() : undefined;
    const tool = await this.#playTool();
    return { tool, plain: before ?? (await this.#playPlain()) };
  }

  async #playPlain(): Promise<Round["plain"]> {
    const [STORED, SCRATCH] = [this.#folder("stored"), this.#folder("scratch")];
    const environment = { ...this.#environment, FILES: this.#folder("files"), SCRATCH, STORED };
    await settle(this.#server);
    const dump = await take([plainProgram, "dump"], environment);
    const stored = folderBytes(STORED);
    await this.#lose();
    const restore = await take([plainProgram, "restore"], environment);
    this.#remove("scratch", "stored");
    return { dump, restore, stored };
  }

  async #playTool(): Promise<Round["tool"]> {
    const environment = {
      ...this.#environment,
      HOME: this.#home,
      TENANT: "bench",
      RESTIC_REPOSITORY: this.#folder("stored"),
      RESTIC_PASSWORD: "benchmark",
      FILES_REMOTE: this.#folder("files"),
      SCRATCH: this.#folder("scratch"),
    };
    await settle(this.#server);
    const dump = await take([entryPoint, "dump"], environment);
    const stored = folderBytes(environment.RESTIC_REPOSITORY);
    await settle(this.#server);
    const again = await take([entryPoint, "dump"], environment);
    await this.#lose();
    const restore = await take([entryPoint, "restore"], environment);
    this.#remove("scratch", "stored");
    return { dump, again, restore, stored };
  }

  /** All that is there goes, as in a loss, and so does what a dump left between. */
  async #lose(): Promise<void> {
    this.#remove("scratch", "files");
    await this.#server.empty(database);
    await run("sync");
  }

  #remove(...folders: readonly string[]): void {
    for (const name of folders) rmSync(this.#folder(name), { recursive: true, force: true });
  }

  #folder(name: string): string {
    return join(this.#home, name);
  }
}
