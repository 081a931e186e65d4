/** The tenant's files in the object store. */
import { Failure } from "./failure.ts";
import { parseList, textOf } from "./json.ts";
import type { Outcome, Tools } from "./tools.ts";

/** rclone's exit code for a folder that is not there (its manual, "List of exit codes"). */
const missing = 3;
/** No configuration file: remotes come whole from the environment. */
const noConfiguration = { RCLONE_CONFIG: "" };

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
      "check the remote, the identity's rights and the object store",
    );
  }
}
