/** An S3 endpoint, and the node's agent from which a pod gets its credentials, as EKS Pod Identity has it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { listen } from "../../support/loopback.ts";
import { freePort } from "./postgres.ts";
import type { Environment } from "./run.ts";

export interface ObjectStore {
  /** What a pod with this identity has in its environment. */
  readonly environment: Environment;
  /** Where it answers. */
  readonly host: string;
  /** Folder with a folder for each bucket, in which an object is a file. */
  readonly folder: string;
  /** How often the agent handed out credentials. */
  readonly handedOut: number;
  stop(): Promise<void>;
}

/** Settings of the backup tool for a store that answers at a host. */
export const repositoryAt = (host: string, path: string): string => `s3:http://${host}/backups/${path}`;
export const remoteAt = (host: string, path: string): string => withinAt(host, `files/${path}`);
/** @param path  with the bucket */
export const withinAt = (host: string, path: string): string => remote(host, "env_auth", path);
/** The same for somebody without the agent's credentials. */
export const foreignAt = (host: string, path: string): string =>
  remote(host, `access_key_id=${access},secret_access_key=${secret}`, path);

const remote = (host: string, credentials: string, path: string): string =>
  `:s3,provider=Other,${credentials},region=${region},no_check_bucket,endpoint='http://${host}':${path}`;

const region = "eu-central-1";
const access = "AKIAIOSFODNN7EXAMPLE";
const secret = "object-store-secret-of-the-tests";

export async function startObjectStore(): Promise<ObjectStore> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-objects-"));
  const port = await freePort();
  await mkdir(join(folder, "data/backups"), { recursive: true });
  await mkdir(join(folder, "data/files"));
  const gateway = spawn(
    readToolchain().bin.versitygw,
    ["--port", `127.0.0.1:${port}`, "--region", region, "--quiet", "posix", join(folder, "data")],
    { stdio: "ignore", env: { ROOT_ACCESS_KEY: access, ROOT_SECRET_KEY: secret } },
  );
  const kill = () => gateway.kill("SIGKILL");
  process.once("exit", kill);
  while (!(await answers(port))) {
    if (gateway.exitCode !== null) throw new Error(`versitygw ended with ${gateway.exitCode}`);
  }
  const agent = await startAgent(folder, { AccessKeyId: access, SecretAccessKey: secret });
  const stop = async () => {
    const exited = once(gateway, "exit");
    gateway.kill("SIGTERM");
    await exited;
    process.off("exit", kill);
    await agent.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    environment: { ...agent.environment, AWS_DEFAULT_REGION: region },
    host: `127.0.0.1:${port}`,
    folder: join(folder, "data"),
    get handedOut() {
      return agent.handedOut();
    },
    stop,
  };
}

/** Answers as the EKS Pod Identity Agent does: to the token in the file, with credentials that expire. */
async function startAgent(folder: string, keys: { AccessKeyId: string; SecretAccessKey: string }) {
  const token = "token-of-the-service-account";
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, token);
  let handedOut = 0;
  const server = createServer((request, response) => {
    if (request.url !== "/v1/credentials" || request.headers.authorization !== token) {
      response.writeHead(400).end();
      return;
    }
    handedOut += 1;
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    response.end(JSON.stringify({ ...keys, AccountId: "123456789012", Expiration }));
  });
  const port = await listen(server);
  return {
    environment: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    },
    handedOut: () => handedOut,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
