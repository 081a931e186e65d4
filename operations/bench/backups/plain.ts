/**
 * The plain way: pg_dump's own parallel dump, each file of it and of the tenant compressed by zstd and encrypted by AES, as
 * many at a time as the backup tool has connections. It keeps no history, checks nothing and proves nothing.
 */
import { execFile } from "node:child_process";
import { createCipheriv, createDecipheriv } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createZstdCompress, createZstdDecompress } from "node:zlib";

const run = promisify(execFile);

/** The backup tool's own default of `JOBS`. */
const jobs = 2;
/** Both the same in every run: nothing here is kept. */
const [key, start] = [Buffer.alloc(32), Buffer.alloc(16)];

export interface Places {
  /** Folder with PostgreSQL's programs. */
  readonly tools: string;
  /** libpq's variables, with the database. */
  readonly login: Readonly<Record<string, string>>;
  /** Folder of the tenant's files. */
  readonly files: string;
  /** Folder for what is between. */
  readonly scratch: string;
  /** Folder that stands for the store. */
  readonly stored: string;
}

export async function dumpPlain({ tools, login, files, scratch, stored }: Places): Promise<void> {
  for (const folder of [scratch, stored]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const dump = join(scratch, "database");
  const args = ["--format=directory", "--compress=none", `--jobs=${jobs}`, `--file=${dump}`];
  const pack = () => [createZstdCompress(), createCipheriv("aes-256-ctr", key, start)];
  await Promise.all([
    run(join(tools, "pg_dump"), args, { env: login }).then(() => convert(dump, join(stored, "database"), pack)),
    convert(files, join(stored, "files"), pack),
  ]);
}

export async function restorePlain({ tools, login, files, scratch, stored }: Places): Promise<void> {
  for (const folder of [scratch, files]) rmSync(folder, { recursive: true, force: true });
  const dump = join(scratch, "database");
  const unpack = () => [createDecipheriv("aes-256-ctr", key, start), createZstdDecompress()];
  const args = [`--dbname=${login.PGDATABASE}`, `--jobs=${jobs}`, "--exit-on-error", "--no-owner", dump];
  await Promise.all([
    convert(join(stored, "database"), dump, unpack).then(() => run(join(tools, "pg_restore"), args, { env: login })),
    convert(join(stored, "files"), files, unpack),
  ]);
}

/** Sends every file below a folder through some steps, into another folder. */
async function convert(from: string, to: string, steps: () => readonly Transform[]): Promise<void> {
  const entries = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const queue = entries.map((entry) => join(entry.parentPath, entry.name)).values();
  const work = async () => {
    for (const path of queue) {
      const target = join(to, relative(from, path));
      mkdirSync(dirname(target), { recursive: true });
      await pipeline([createReadStream(path), ...steps(), createWriteStream(target)]);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}
