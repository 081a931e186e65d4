/** The volumes of one pod as folders, kept up to date while the pod lives. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Volume } from "../api/model.ts";
import { inBackground } from "../background.ts";
import { MissingReference } from "./objects.ts";
import type { Token } from "./tokens.ts";
import { type TokenWish, type VolumeArgs, volumeFiles } from "./volume-files.ts";

/** A token is renewed when this part of its life is over, as the kubelet does it. */
const renewAfter = 0.8;
/** Milliseconds; timers cannot be set for longer than 24.8 days. */
const longestTimer = 2 ** 31 - 1;

export interface VolumesArgs extends VolumeArgs {
  /** The pod's folder. */
  readonly folder: string;
  /** Folder that holds the data of persistent volume claims, by namespace and name. */
  readonly claims: string;
  readonly requestToken: (wish: TokenWish) => Promise<Token>;
}

export class Volumes {
  readonly #args: VolumesArgs;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(args: VolumesArgs) {
    this.#args = args;
  }

  /** @param name  of the volume in the pod */
  folderOf(name: string): string {
    const { folder, claims, pod } = this.#args;
    const claim = pod.spec.volumes?.find((volume) => volume.name === name)?.persistentVolumeClaim?.claimName;
    return claim ? join(claims, pod.metadata.namespace ?? "default", claim) : join(folder, "volumes", name);
  }

  /** @throws MissingReference where a Secret or ConfigMap is not there yet */
  async write(): Promise<void> {
    for (const volume of this.#args.pod.spec.volumes ?? []) {
      mkdirSync(this.folderOf(volume.name), { recursive: true, mode: 0o700 });
      const { tokens } = this.#writeFiles(volume);
      for (const wish of tokens) await this.#writeToken(volume.name, wish);
    }
  }

  /** Takes over what changed in Secrets and ConfigMaps; what is gone now stays as it was. */
  refresh(): void {
    for (const volume of this.#args.pod.spec.volumes ?? []) {
      try {
        this.#writeFiles(volume);
      } catch (error) {
        if (!(error instanceof MissingReference)) throw error;
      }
    }
  }

  /** Ends the renewal of tokens. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #writeFiles(volume: Volume) {
    const made = volumeFiles(volume, this.#args);
    const folder = this.folderOf(volume.name);
    const keep = new Set([...Object.keys(made.files), ...made.tokens.map(({ path }) => path)]);
    if (volume.secret || volume.configMap || volume.projected) removeOthers(folder, keep);
    for (const [path, content] of Object.entries(made.files)) writeWhole(join(folder, path), content);
    return made;
  }

  async #writeToken(volume: string, wish: TokenWish): Promise<void> {
    const file = join(this.folderOf(volume), wish.path);
    const { token, expires } = await this.#args.requestToken(wish);
    writeWhole(file, Buffer.from(token));
    const delay = Math.min((expires.getTime() - Date.now()) * renewAfter, longestTimer);
    clearTimeout(this.#timers.get(file));
    const renew = () => inBackground(`renewing a token of ${file}`, this.#writeToken(volume, wish));
    this.#timers.set(file, setTimeout(renew, delay).unref());
  }
}

/** Whole or not at all, and only where something changed: programs watch their files. */
function writeWhole(file: string, content: Buffer): void {
  if (existsSync(file) && readFileSync(file).equals(content)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.next`, content, { mode: 0o600 });
  renameSync(`${file}.next`, file);
}

/** Files that an earlier version of the objects had; mounts inside the volume are links or folders and stay. */
function removeOthers(folder: string, keep: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (!keep.has(name) && lstatSync(file).isFile()) rmSync(file);
  }
}
