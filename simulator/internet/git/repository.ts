/** One repository of the simulated Git host: a bare repository whose commits are made without any checkout. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type GitOptions, git } from "./git.ts";

/** Paths in the repository, with their new content; nothing takes the file away. */
export type Changes = Readonly<Record<string, string | undefined>>;

export class Repository {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @param folder  made on the first call */
  static async open(folder: string): Promise<Repository> {
    if (!existsSync(join(folder, "HEAD"))) {
      mkdirSync(dirname(folder), { recursive: true });
      await git(["init", "--quiet", "--bare", "--initial-branch=main", folder], { repository: folder });
      await git(["config", "uploadpack.allowAnySHA1InWant", "true"], { repository: folder });
    }
    return new Repository(folder);
  }

  /**
   * Makes a branch hold one folder of a work tree as it is now: what `.gitignore` does not exclude, committed or not.
   * @param workTree  need not be a Git checkout; its own repository, index and HEAD are not looked at
   * @returns the branch's newest commit, a new one only where something differs
   */
  publish(workTree: string, folder: string, branch: string): Promise<string> {
    return this.#commit(branch, `State of ${folder}`, async (options) => {
      const env = { ...options.env, GIT_WORK_TREE: workTree };
      await git(["-C", workTree, "add", "--all", "--", folder], { ...options, env });
    });
  }

  /** Commits changes on top of a branch, as a person would push them. */
  commit(branch: string, changes: Changes, message: string): Promise<string> {
    return this.#commit(branch, message, async (options) => {
      await git(["read-tree", `refs/heads/${branch}`], options);
      for (const [path, content] of Object.entries(changes)) {
        if (content === undefined) {
          await git(["rm", "--cached", "--quiet", "--", path], options);
        } else {
          const blob = await git(["hash-object", "-w", "--stdin"], { ...options, input: content });
          await git(["update-index", "--add", "--cacheinfo", `100644,${blob},${path}`], options);
        }
      }
    });
  }

  /** The newest commit of a branch. */
  async head(branch: string): Promise<string | undefined> {
    const { folder: repository } = this;
    const found = await git(["for-each-ref", "--format=%(objectname)", `refs/heads/${branch}`], { repository });
    return found || undefined;
  }

  async #commit(branch: string, message: string, fill: (options: GitOptions) => Promise<void>): Promise<string> {
    const repository = this.folder;
    const scratch = mkdtempSync(join(tmpdir(), "longshore-git-"));
    try {
      const options = { repository, env: { GIT_INDEX_FILE: join(scratch, "index") } };
      await fill(options);
      const tree = await git(["write-tree"], options);
      const parent = await this.head(branch);
      if (parent && (await git(["rev-parse", `${parent}^{tree}`], options)) === tree) return parent;
      const parents = parent ? ["-p", parent] : [];
      const made = await git(["commit-tree", tree, ...parents, "-m", message], options);
      await git(["update-ref", `refs/heads/${branch}`, made, parent ?? ""], options);
      return made;
    } finally {
      rmSync(scratch, { recursive: true });
    }
  }
}
