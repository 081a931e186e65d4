/** The tenant's files in the object store. */
import { Failure } from "./failure.ts";
import { isObject, parseList, textOf } from "./json.ts";
import { afterRefusal } from "./refusal.ts";
import type { Outcome, Tools } from "./tools.ts";

/** rclone's exit code for a folder that is not there (its manual, "List of exit codes"). */
const missing = 3;
/** No configuration file: remotes come whole from the environment. */
const noConfiguration = { RCLONE_CONFIG: "" };

export interface StoredObject {
  /** Below the remote folder. */
  readonly path: string;
  /** Its storage class or access tier; empty where the store has none. */
  readonly tier: string;
}

export class Files {
  readonly #tools: Tools;
  readonly #remote: string;

  /** @param remote  a folder as rclone takes it */
  constructor(tools: Tools, remote: string) {
    this.#tools = tools;
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

  async push(folder: string): Promise<void> {
    this.#expect("copy", await this.#run(["copy", folder, this.#remote]));
  }

  /** Adds what a local folder has, and takes away what it does not have. */
  async replace(folder: string): Promise<void> {
    this.#expect("sync", await this.#run(["sync", folder, this.#remote]));
  }

  /** Reads everything back and compares it byte for byte. */
  async compare(folder: string): Promise<void> {
    await this.#check(folder);
  }

  /** The same for what the local folder has; whatever else stands there may stay. */
  async includes(folder: string): Promise<void> {
    await this.#check(folder, "--one-way");
  }

  async #check(folder: string, ...how: readonly string[]): Promise<void> {
    const outcome = await this.#run(["check", "--download", ...how, folder, this.#remote]);
    if (outcome.code === 0) return;
    throw new Failure("damaged", `rclone check: ${outcome.stderr}`, "empty the target and restore again");
  }

  /** Names of what stands at the top of the remote folder; none where it is empty or missing. */
  async names(): Promise<readonly string[]> {
    const outcome = await this.#run(["lsjson", "--no-modtime", "--no-mimetype", this.#remote]);
    if (outcome.code === missing) return [];
    this.#expect("lsjson", outcome);
    return parseList(outcome.stdout).map((entry) => textOf(entry, "Path"));
  }

  /** All objects below the remote folder; none where it is missing. */
  async objects(): Promise<readonly StoredObject[]> {
    const how = ["--recursive", "--files-only", "--no-modtime", "--no-mimetype"];
    const outcome = await this.#run(["lsjson", ...how, this.#remote]);
    if (outcome.code === missing) return [];
    this.#expect("lsjson", outcome);
    return parseList(outcome.stdout).map((entry) => ({
      path: textOf(entry, "Path"),
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

  #run(args: readonly string[]): Promise<Outcome> {
    return this.#tools.run("rclone", "rclone", args, { extra: noConfiguration });
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
