/** A tenant whose repository is in an object store behind a faulty one, and a backup in it that no fault may harm. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { countFiles, readFiles } from "../../../images/backup/src/files.ts";
import { type FaultyStore, startFaultyStore } from "./faulty-store.ts";
import { type ObjectStore, repositoryAt, startObjectStore } from "./object-store.ts";
import { type Environment, type Running, succeed, toolFolder } from "./run.ts";
import { newTenant, type Tenant, untilUnlocked } from "./tenant.ts";

const run = promisify(execFile);

/** Commands that a tenant has an environment for, on a repository in the store. */
type Command = "dump" | "verify" | "prune" | "restore";

export class Safe {
  readonly tenant: Tenant;
  readonly store: ObjectStore;
  readonly faulty: FaultyStore;
  /** Of the repository in its bucket. */
  readonly path: string;

  private constructor(tenant: Tenant, store: ObjectStore, faulty: FaultyStore, path: string) {
    this.tenant = tenant;
    this.store = store;
    this.faulty = faulty;
    this.path = path;
  }

  /** Makes both stores and a tenant with an empty repository. */
  static async open(): Promise<Safe> {
    const store = await startObjectStore();
    return new Safe(await newTenant(), store, await startFaultyStore(store.host), "tenants/safe");
  }

  /** The same with a copy of the repository as it is now. */
  async copy(name: string): Promise<Safe> {
    const folder = (path: string) => join(this.store.folder, "backups", path);
    // With its extended attributes, which are the objects' metadata.
    await run("cp", ["--archive", folder(this.path), folder(`tenants/${name}`)]);
    return new Safe(this.tenant, this.store, this.faulty, `tenants/${name}`);
  }

  /** Reaches the repository through the faulty store. */
  through(command: Command, of: Tenant = this.tenant): Environment {
    return this.#at(this.faulty.host, of.environment[command]);
  }

  /** Reaches the repository itself. */
  direct(command: Command, of: Tenant = this.tenant): Environment {
    return this.#at(this.store.host, of.environment[command]);
  }

  /** A backup taken without any fault. */
  async dump(): Promise<Backup> {
    const { snapshot } = await succeed("dump", this.direct("dump"));
    return { snapshot: String(snapshot), digest: await this.digest(String(snapshot)) };
  }

  /** Stands for every byte of a snapshot, as restic itself brings it back. */
  async digest(snapshot: string): Promise<string> {
    const target = await mkdtemp(join(this.tenant.folder, "brought-back-"));
    await this.restic("restore", "--no-lock", snapshot, "--target", target);
    return countFiles(await readFiles(target)).checksum;
  }

  /** @returns what restic printed, working on the repository itself */
  async restic(...args: string[]): Promise<string> {
    const env = { ...this.direct("prune"), HOME: this.tenant.folder };
    return (await run(join(toolFolder(), "restic"), args, { env })).stdout;
  }

  async stop(): Promise<void> {
    await this.faulty.stop();
    await this.store.stop();
  }

  #at(host: string, environment: Environment): Environment {
    return { ...environment, ...this.store.environment, RESTIC_REPOSITORY: repositoryAt(host, this.path) };
  }
}

export interface Backup {
  readonly snapshot: string;
  readonly digest: string;
}

/** Kills a run with all its tools, as a container is killed. */
export async function kill({ child, ended }: Running, tenant: Tenant): Promise<void> {
  process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
  await ended;
  await untilUnlocked(tenant);
}

/** Waits for a file that a run's tool makes. */
export async function untilThere(file: string, { child }: Running): Promise<void> {
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before ${file} was there`);
    await readdir(tmpdir());
  }
}
