/** Git's smart HTTP protocol for readers: https://git-scm.com/docs/http-protocol. Nobody pushes to the simulated host. */
import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { gitEnvironment } from "./git.ts";

const service = "git-upload-pack";
/** A line of Git's protocol that names the service, and the mark that ends it. */
const announcement = "001e# service=git-upload-pack\n0000";

/** @param rest  what follows the repository in the URL, with its query */
export async function serveRepository(
  repository: string,
  request: IncomingMessage,
  response: ServerResponse,
  rest: string,
): Promise<void> {
  if (request.method === "GET" && rest === `/info/refs?service=${service}`) {
    start(response, `application/x-${service}-advertisement`);
    response.write(announcement);
    const git = uploadPack(repository, request, ["--http-backend-info-refs"]);
    git.stdin.end();
    await pipeline(git.stdout, response);
  } else if (request.method === "POST" && rest === `/${service}`) {
    if (request.headers.expect) response.writeContinue();
    start(response, `application/x-${service}-result`);
    const git = uploadPack(repository, request, []);
    const zipped = request.headers["content-encoding"] === "gzip";
    const asked = zipped ? pipeline(request, createGunzip(), git.stdin) : pipeline(request, git.stdin);
    // Git may stop reading when it knows enough; what counts is its answer.
    asked.catch(() => {});
    await pipeline(git.stdout, response).finally(() => git.kill());
  } else {
    const message = "the simulator's Git host is for reading: publish changes through the simulator\n";
    response.writeHead(403, { "content-type": "text/plain" }).end(message);
  }
}

function uploadPack(repository: string, { headers }: IncomingMessage, args: readonly string[]) {
  const protocol = headers["git-protocol"];
  const { PATH = "" } = process.env;
  return spawn("git", ["upload-pack", "--stateless-rpc", ...args, repository], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH, ...gitEnvironment, ...(typeof protocol === "string" ? { GIT_PROTOCOL: protocol } : {}) },
  });
}

function start(response: ServerResponse, type: string): void {
  response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
}
