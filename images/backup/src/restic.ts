/** The repository: encrypted, deduplicated, and shared by identities of which only one may delete. */
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "./failure.ts";
import { isObject, numberOf, parseList, parseObject, textOf } from "./json.ts";
import { afterRefusal } from "./refusal.ts";
import { type Snapshot, snapshotOf } from "./snapshots.ts";
import type { Outcome, RunOptions, Tools } from "./tools.ts";

/** restic's exit codes (its manual, "Scripting", 0.18). */
const code = { missing: 10, locked: 11, password: 12 } as const;
/** restic takes a lock for abandoned after half an hour without a sign of life; wait a little longer than that. */
const lockWaitMs = 35 * 60_000;
const lockPollMs = 3_000;

export interface Added {
  readonly snapshot: string;
  /** Bytes that the repository grew by, compressed and encrypted. */
  readonly bytes: number;
}

export class Repository {
  readonly #tools: Tools;
  readonly #tenant: string;
  readonly #cache: string;
  readonly #reading: boolean;

  /**
   * @param tenant  restic's host name, so that snapshots of one tenant belong together on whatever node they are taken
   * @param cache   folder for restic's cache of indexes
   * @param reading an identity that may only read takes no lock: restic would write it
   */
  constructor(tools: Tools, tenant: string, cache: string, reading = false) {
    this.#tools = tools;
    this.#tenant = tenant;
    this.#cache = cache;
    this.#reading = reading;
  }

  /** Makes the repository where there is none yet. @returns whether it did */
  async ensure(): Promise<boolean> {
    const outcome = await this.#attempt(["cat", "config"]);
    if (outcome.code === 0 || outcome.code === code.locked) return false;
    if (outcome.code !== code.missing) throw this.#failure("cat config", outcome);
    await this.#run(["init"]);
    return true;
  }

  /** All snapshots of the tenant, backups and records alike, the oldest first. */
  async snapshots(): Promise<readonly Snapshot[]> {
    const answer = await this.#run(["snapshots", "--json", "--host", this.#tenant]);
    return parseList(answer)
      .map(snapshotOf)
      .sort((one, other) => one.time.getTime() - other.time.getTime());
  }

  /**
   * Stores names below a folder as one snapshot.
   * @param taken  when, by the database's clock and in UTC: snapshots are told apart by their dates, and the clocks of the
   *   nodes that take them differ
   */
  async store(folder: string, names: readonly string[], tags: readonly string[], taken: string): Promise<Added> {
    const time = taken.replace("T", " ").replace("Z", "");
    return this.#backup(["--time", time, ...names], tags, { cwd: folder, extra: { TZ: "UTC" } });
  }

  /** Stores one small text as a snapshot of its own. */
  async record(name: string, text: string, tags: readonly string[]): Promise<Added> {
    return this.#backup(["--stdin", "--stdin-filename", name], tags, { input: text });
  }

  /** Reads one file of a snapshot. */
  async read(snapshot: string, name: string): Promise<string> {
    return this.#run(["dump", snapshot, `/${name}`]);
  }

  /** Makes a folder the same as a snapshot; what it holds already is not fetched again. */
  async restore(snapshot: string, folder: string): Promise<void> {
    await this.#run(["restore", snapshot, "--target", folder, "--delete"]);
  }

  /**
   * Checks that all that the snapshots refer to is there and readable as an index.
   * @param subset  how much of the data to read back as well, for example `5%`
   */
  async check(subset: string | undefined): Promise<void> {
    await this.#run(["check", ...(subset === undefined ? [] : ["--read-data-subset", subset])]);
  }

  /** Removes snapshots, and the data that no other snapshot needs. */
  async forget(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#run(["forget", ...ids]);
    await this.#run(["prune"]);
  }

  /** Bytes of all data in the repository. */
  async size(): Promise<number> {
    return numberOf(parseObject(await this.#run(["stats", "--mode", "raw-data", "--json"])), "total_size");
  }

  async #backup(what: readonly string[], tags: readonly string[], options: RunOptions): Promise<Added> {
    const tagged = tags.flatMap((tag) => ["--tag", tag]);
    // All is read, nothing taken over from the snapshot before: where that one has lost a folder, restic would leave it out.
    const output = await this.#run(
      ["backup", "--force", "--json", "--host", this.#tenant, ...tagged, ...what],
      options,
    );
    const summary = output.split("\n").flatMap((line) => (line.includes('"summary"') ? [parseObject(line)] : []));
    const [last] = summary;
    if (!isObject(last)) throw new Failure("tool", "restic backup gave no summary", "look at its output above");
    return { snapshot: textOf(last, "snapshot_id"), bytes: numberOf(last, "data_added_packed") };
  }

  async #run(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const until = Date.now() + lockWaitMs;
    for (let attempts = 1; ; attempts++) {
      const outcome = await this.#attempt(args, options);
      if (outcome.code === 0) return outcome.stdout;
      if (outcome.code !== code.locked || Date.now() > until) throw this.#failure(args[0] ?? "", outcome);
      if (attempts === 2) this.#tools.say("another run holds the repository; waiting for it");
      // Takes away abandoned locks only: of a process that is gone on this host, or without a sign of life elsewhere.
      await this.#attempt(["unlock"]);
      if (attempts > 1) await pause(lockPollMs);
    }
  }

  #attempt(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return this.#tools.run(
      "restic",
      "restic",
      ["--cache-dir", this.#cache, ...(this.#reading ? ["--no-lock"] : []), ...args],
      options,
    );
  }

  #failure(command: string, outcome: Outcome): Failure {
    const text = `restic ${command}: ${outcome.stderr || outcome.stdout.slice(-500)}`;
    switch (outcome.code) {
      case code.password:
        return new Failure("password", text, passwordHint);
      case code.missing:
        return new Failure("nothing", text, "check RESTIC_REPOSITORY; a dump makes the repository");
      case code.locked:
        return new Failure("busy", text, "wait until the other run has ended, then run again");
      default:
        return this.#refusedOrDamaged(command, text);
    }
  }

  #refusedOrDamaged(command: string, text: string): Failure {
    const next = afterRefusal(text);
    if (next !== undefined) return new Failure("store", text, next);
    // restic makes none where keys or snapshots of another one are left.
    if (command === "init" && /already (contains|exists)/.test(text)) return new Failure("damaged", text, remainsHint);
    // What cannot be opened has not been looked at.
    const looked = ["check", "restore", "dump"].includes(command) && !/unable to open/.test(text);
    if (looked) return new Failure("damaged", text, damageHint);
    return new Failure("store", text, "check RESTIC_REPOSITORY, the identity's rights and the object store");
  }
}

const passwordHint =
  "set RESTIC_PASSWORD to what the secret store holds for this repository; in a copy, see that its keys have come";
const remainsHint =
  "bring the repository's object `config` back from its older versions; to begin anew, name another RESTIC_REPOSITORY";
/** A dump would take what is lost for stored, as long as the indexes name it. */
const damageHint =
  "bring the repository's lost objects back from older versions; where there are none, " +
  "run `restic repair index` and `restic forget` of what is not complete as the prune identity, and then a dump";
