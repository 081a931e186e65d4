/** A folder in an object store: the tenant's files, its archives, and copies of its backups. */
import { Failure } from "./failure.ts";
import { isObject, numberOf, parseList, textOf } from "./json.ts";
import { afterRefusal } from "./refusal.ts";
import type { Environment } from "./settings.ts";
import type { Outcome, RunOptions, Tools } from "./tools.ts";

/** rclone's exit code for a folder that is not there (its manual, "List of exit codes"). */
const missing = 3;
const always = {
  /** No configuration file: remotes come whole from the environment. */
  RCLONE_CONFIG: "",
  /**
   * rclone takes S3's ETag for an MD5, which it is not where a key of KMS encrypts (its manual, "S3", "Key Management System").
   * What it uploads carries its MD5 all the same, which the store compares, and `compare` reads it back.
   */
  RCLONE_IGNORE_CHECKSUM: "true",
} as const;

export interface StoredObject {
  /** Below the remote folder. */
  readonly path: string;
  readonly bytes: number;
  /** Its storage class or access tier; empty where the store has none. */
  readonly tier: string;
}

export class Files {
  readonly #tools: Tools;
  readonly #remote: string;
  readonly #identity: Environment;

  /**
   * @param remote    a folder as rclone takes it
   * @param identity  variables of another identity than the pod's own
   */
  constructor(tools: Tools, remote: string, identity: Environment = {}) {
    this.#tools = tools;
    this.#identity = identity;
    // Without the slash rclone asks first whether it is a file, and takes "access denied" for a yes.
    this.#remote = remote.endsWith("/") ? remote : `${remote}/`;
  }

  /** Makes a local folder the same as the remote one. */
  async fetchAll(folder: string): Promise<void> {
    await this.#fetch("sync", folder);
  }

  /** Adds to a local folder what has come to the remote one since. */
  async fetchNew(folder: string): Promise<void> {
    await this.#fetch("copy", folder);
  }

  /** Fetches the named objects, as far as they are there. */
  async fetch(paths: readonly string[], folder: string): Promise<void> {
    const args = ["copy", "--files-from-raw", "-", this.#remote, folder];
    this.#expect("copy", await this.#run(args, { input: paths.join("\n") }));
  }

  /** Reads one small object. */
  async read(path: string): Promise<string> {
    const outcome = await this.#run(["cat", `${this.#remote}${path}`]);
    this.#expect("cat", outcome);
    return outcome.stdout;
  }

  async push(folder: string): Promise<void> {
    this.#expect("copy", await this.#run(["copy", folder, this.#remote]));
  }

  /** Adds what a local folder has; an object of the same name and another size fails it, and stays. */
  async add(folder: string): Promise<void> {
    this.#expect("copy", await this.#run(["copy", "--immutable", "--size-only", folder, this.#remote]));
  }

  /** Adds what a local folder has, and takes away what it does not have. */
  async replace(folder: string): Promise<void> {
    this.#expect("sync", await this.#run(["sync", folder, this.#remote]));
  }

  /** Reads everything back and compares it byte for byte. */
  async compare(folder: string): Promise<void> {
    await this.#check(folder, "--download");
  }

  /**
   * The same for what the local folder has; whatever else stands there may stay.
   * @param by  `content`: reads it back; `hash`: asks the store, which must keep them
   */
  async includes(folder: string, by: "content" | "hash" = "content"): Promise<void> {
    await this.#check(folder, "--one-way", ...(by === "content" ? ["--download"] : []));
  }

  async #check(folder: string, ...how: readonly string[]): Promise<void> {
    const outcome = await this.#run(["check", ...how, folder, this.#remote]);
    if (outcome.code === 0) return;
    throw new Failure("damaged", `rclone check: ${outcome.stderr}`, "see who else writes there, and run it again");
  }

  /** Names of what stands at the top of the remote folder; none where it is empty or missing. */
  async names(): Promise<readonly string[]> {
    const outcome = await this.#run(["lsjson", "--no-modtime", "--no-mimetype", this.#remote]);
    if (outcome.code === missing) return [];
    this.#expect("lsjson", outcome);
    return parseList(outcome.stdout).map((entry) => textOf(entry, "Path"));
  }

  /** All objects below the remote folder, or those at its top; none where it is missing. */
  async objects(which: "all" | "top" = "all"): Promise<readonly StoredObject[]> {
    const depth = which === "all" ? ["--recursive"] : [];
    const how = ["--files-only", "--no-modtime", "--no-mimetype"];
    const outcome = await this.#run(["lsjson", ...depth, ...how, this.#remote]);
    if (outcome.code === missing) return [];
    this.#expect("lsjson", outcome);
    return parseList(outcome.stdout).map((entry) => ({
      path: textOf(entry, "Path"),
      bytes: numberOf(entry, "Size"),
      tier: entry.Tier === undefined ? "" : textOf(entry, "Tier"),
    }));
  }

  /** Asks S3 for copies, that can be read, of all objects that cannot. */
  async askBack(priority: string, days: number): Promise<void> {
    const how = ["-o", `priority=${priority}`, "-o", `lifetime=${days}`];
    const outcome = await this.#run(["backend", "restore", this.#remote, ...how]);
    this.#expect("backend restore", outcome);
    // It ends well whatever S3 answers, and says so for each object; those that can be read are none of its business.
    const answers = parseList(outcome.stdout).map((entry) => textOf(entry, "Status"));
    const refused = answers.filter((answer) => !/^OK$|^Not GLACIER|RestoreAlreadyInProgress/.test(answer));
    if (refused.length > 0)
      this.#expect("backend restore", { code: 1, stdout: "", stderr: [...new Set(refused)].join("; ") });
  }

  /** By path, how far the copies are that S3 was asked for. */
  async copies(): Promise<ReadonlyMap<string, "coming" | "there">> {
    const outcome = await this.#run(["backend", "restore-status", this.#remote]);
    this.#expect("backend restore-status", outcome);
    return new Map(
      parseList(outcome.stdout).flatMap((entry) => {
        const { RestoreStatus: status } = entry;
        if (!isObject(status)) return [];
        return [[textOf(entry, "Remote"), status.IsRestoreInProgress === false ? "there" : "coming"] as const];
      }),
    );
  }

  /** A folder that does not exist yet holds no files. */
  async #fetch(command: "sync" | "copy", folder: string): Promise<void> {
    const outcome = await this.#run([command, this.#remote, folder]);
    if (outcome.code !== missing) this.#expect(command, outcome);
  }

  #run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return this.#tools.run("rclone", "rclone", args, { ...options, extra: { ...this.#identity, ...always } });
  }

  #expect(command: string, outcome: Outcome): void {
    if (outcome.code === 0) return;
    throw new Failure(
      "store",
      `rclone ${command} ${this.#remote}: ${outcome.stderr}`,
      afterRefusal(outcome.stderr) ?? "check the remote, the identity's rights and the object store",
    );
  }
}
