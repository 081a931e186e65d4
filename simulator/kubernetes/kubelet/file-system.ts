/**
 * A container's view of its volumes. A local process cannot have mounts of its own without privileges, so each mount is a
 * link below a folder of the container, and paths in its arguments and variables are translated into that folder. This is
 * plumbing: what the files hold comes from the API server.
 */
import { lstatSync, mkdirSync, rmdirSync, symlinkSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";

/** What stands at a path of the container. */
export interface Mount {
  readonly path: string;
  /** The local folder or file. */
  readonly target: string;
}

export class FileSystem {
  readonly root: string;
  /** What is local below {@link root}. */
  readonly #paths: readonly string[];

  /**
   * @param root   folder that stands for `/`
   * @param image  paths below which the image's own files already stand there
   */
  constructor(root: string, mounts: readonly Mount[], image: readonly string[] = []) {
    this.root = root;
    // The longest first, so that a mount below another one wins.
    this.#paths = [...mounts.map(({ path }) => trim(path)), ...image].sort((a, b) => b.length - a.length);
    // Parents first: a mount below another one is made inside that volume.
    for (const { path, target } of [...mounts].sort((a, b) => a.path.length - b.path.length)) {
      const link = join(root, trim(path));
      mkdirSync(dirname(link), { recursive: true });
      makeRoom(link);
      symlinkSync(target, link);
    }
  }

  /** Whether a path is local: something is mounted or copied there, or above it. */
  has(path: string): boolean {
    return this.#paths.some((mount) => path === mount || path.startsWith(`${mount}/`));
  }

  /** The local path of a file in the container. */
  path(path: string): string {
    return join(this.root, path);
  }

  /** Replaces paths of mounts, wherever they begin a word; a folder above mounts only where it is the whole word. */
  translate(text: string): string {
    const parents = new Set(this.#paths.map((mount) => dirname(mount)).filter((parent) => parent.lastIndexOf("/") > 0));
    const whole = [...parents].map((parent) => `${quote(parent)}(?=$|[\\s"',:;])`);
    const mounted = this.#paths.map((mount) => `${quote(mount)}(?=$|[\\s"',:;/])`);
    const alternatives = [...mounted, ...whole];
    if (alternatives.length === 0) return text;
    const pattern = new RegExp(`(?<=^|[\\s"',:;=])(${alternatives.join("|")})`, "g");
    return text.replaceAll(pattern, (path) => join(this.root, path));
  }
}

/** Takes away an earlier link, or an empty folder; data in the way is an error. */
function makeRoom(link: string): void {
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found?.isDirectory()) rmdirSync(link);
  else if (found) unlinkSync(link);
}

const trim = (path: string) => path.replace(/(?<=.)\/+$/, "");
const quote = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
