/** The Git host that a stack's `gitops.repository` names, whatever its name is. */
import { timingSafeEqual } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { sha256 } from "../../aws/api/signature.ts";
import { type Changes, Repository } from "./repository.ts";
import { serveRepository } from "./smart-http.ts";

/** Where Argo CD finds the platform: `gitops.repository` and `gitops.revision` of a stack. */
export interface Branch {
  /** `https://<host>/<path>.git` */
  readonly repository: string;
  readonly revision: string;
}

export interface Credential {
  readonly username: string;
  readonly password: string;
}

export class GitHost {
  readonly #folder: string;
  readonly #workTree: string;
  /** Repositories that are private, by URL. */
  readonly #credentials = new Map<string, Credential>();

  /**
   * @param folder    holds the repositories, as `<host>/<path>.git`
   * @param workTree  whose `gitops/` is published
   */
  constructor(folder: string, workTree: string) {
    this.#folder = folder;
    this.#workTree = workTree;
  }

  /**
   * Brings the work tree's `gitops/` as it is now to a branch.
   * @param credential  makes the repository private
   * @returns the branch's newest commit
   */
  async publish({ repository, revision }: Branch, credential?: Credential): Promise<string> {
    const opened = await this.#open(repository);
    if (credential) this.#credentials.set(repository, credential);
    return opened.publish(this.#workTree, "gitops", revision);
  }

  /** Commits changes on top of what was published, as a person would push them. */
  async commit({ repository, revision }: Branch, changes: Changes, message: string): Promise<string> {
    return (await this.#open(repository)).commit(revision, changes, message);
  }

  /** Whether a repository was published under this host name. */
  serves(host: string): boolean {
    return /^[a-z0-9.-]+$/.test(host) && existsSync(this.#folder) && readdirSync(this.#folder).includes(host);
  }

  async answer(request: IncomingMessage, response: ServerResponse, host: string): Promise<void> {
    const [, path = "", rest = ""] = /^(\/[\w./-]+?\.git)(\/.*)$/.exec(request.url ?? "") ?? [];
    const url = `https://${host}${path}`;
    const folder = join(this.#folder, host, path);
    if (!path || path.includes("..") || !existsSync(join(folder, "HEAD"))) {
      response.writeHead(404, { "content-type": "text/plain" }).end(`nothing was published as ${url}\n`);
    } else if (!this.#mayRead(url, request.headers.authorization)) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="Git"' }).end();
    } else await serveRepository(folder, request, response, rest);
  }

  #open(repository: string): Promise<Repository> {
    const url = new URL(repository);
    if (!url.pathname.endsWith(".git"))
      throw new Error(`${repository} does not end in .git, so Argo CD cannot follow it`);
    return Repository.open(join(this.#folder, url.hostname, url.pathname));
  }

  #mayRead(url: string, header = ""): boolean {
    const credential = this.#credentials.get(url);
    if (!credential) return true;
    const expected = Buffer.from(`${credential.username}:${credential.password}`).toString("base64");
    return timingSafeEqual(Buffer.from(sha256(header)), Buffer.from(sha256(`Basic ${expected}`)));
  }
}
