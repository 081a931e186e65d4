/**
 * The plain way, as one would write it in a script. `pg_dump` with parallel connections; rclone fetches the files, because they
 * live in an object store; database and files are packed side by side, each by tar, zstd -3 and AES-256-GCM, and what stands in
 * the store has reached the disk. The other way round `pg_restore` with as many connections, ANALYZE, and rclone brings the
 * files back. It keeps no history, counts nothing, and reads nothing back.
 */
import { execFile, spawn } from "node:child_process";
import { createCipheriv, createDecipheriv } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";

const run = promisify(execFile);

/** The backup tool's own default of `JOBS`. */
const jobs = 2;
/** The same in every run: nothing here is kept. */
const [key, initialVector] = [Buffer.alloc(32), Buffer.alloc(12)];
const cipher = "aes-256-gcm";
/** Bytes that go from one step to the next at once. */
const piece = 1024 ** 2;
/** rclone as the backup tool has it. */
const rcloneSettings = { RCLONE_CONFIG: "", RCLONE_IGNORE_CHECKSUM: "true" };

export interface Places {
  /** With PostgreSQL's programs and rclone. */
  readonly PATH: string;
  /** libpq's variables, with the database. */
  readonly login: Readonly<Record<string, string>>;
  /** Folder that stands for the tenant's files in the object store. */
  readonly files: string;
  /** Folder for what is between. */
  readonly scratch: string;
  /** Folder that stands for the store of backups. */
  readonly stored: string;
}

/** @throws Error where a program fails */
export async function dumpPlain(places: Places): Promise<void> {
  const { files, scratch, stored } = places;
  makeAnew(scratch, stored);
  const [dump, fetched] = [join(scratch, "database"), join(scratch, "files")];
  const dumping = ["--format=directory", "--compress=none", `--jobs=${jobs}`, `--file=${dump}`];
  await Promise.all([
    call(places, "pg_dump", dumping).then(() => pack(dump, join(stored, "database"))),
    call(places, "rclone", ["copy", files, fetched]).then(() => pack(fetched, join(stored, "files"))),
  ]);
}

/** Brings back what `dumpPlain` stored. @throws Error where a program fails */
export async function restorePlain(places: Places): Promise<void> {
  const { login, files, scratch, stored } = places;
  const [dump, fetched] = [join(scratch, "database"), join(scratch, "files")];
  makeAnew(dump, fetched);
  const restoring = [`--dbname=${login.PGDATABASE}`, `--jobs=${jobs}`, "--exit-on-error", "--no-owner", dump];
  const restoreDatabase = async () => {
    await unpack(join(stored, "database"), dump);
    await call(places, "pg_restore", restoring);
    await call(places, "psql", ["-Xqc", "ANALYZE"]);
  };
  const restoreFiles = async () => {
    await unpack(join(stored, "files"), fetched);
    await call(places, "rclone", ["copy", fetched, files]);
  };
  await Promise.all([restoreDatabase(), restoreFiles()]);
}

function makeAnew(...folders: readonly string[]): void {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
}

const call = ({ PATH, login }: Places, program: string, args: readonly string[]): Promise<unknown> =>
  run(program, args, { env: { ...login, ...rcloneSettings, PATH } });

async function pack(folder: string, target: string): Promise<void> {
  const tar = spawn("tar", ["--create", `--directory=${folder}`, "."], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(tar, "close");
  const compress = createZstdCompress({ chunkSize: piece, params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  const encrypt = createCipheriv(cipher, key, initialVector);
  await pipeline(tar.stdout, compress, encrypt, createWriteStream(target, { highWaterMark: piece, flush: true }));
  writeFileSync(`${target}.tag`, encrypt.getAuthTag());
  expect(await ended);
}

async function unpack(source: string, folder: string): Promise<void> {
  const tar = spawn("tar", ["--extract", `--directory=${folder}`], { stdio: ["pipe", "ignore", "ignore"] });
  const ended = once(tar, "close");
  const decrypt = createDecipheriv(cipher, key, initialVector).setAuthTag(readFileSync(`${source}.tag`));
  const stored = createReadStream(source, { highWaterMark: piece });
  await pipeline(stored, decrypt, createZstdDecompress({ chunkSize: piece }), tar.stdin);
  expect(await ended);
}

function expect([code]: readonly unknown[]): void {
  if (code !== 0) throw new Error(`tar ended with ${code}`);
}
