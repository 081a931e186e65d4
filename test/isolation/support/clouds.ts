/** The simulated clouds over what Pulumi emitted, for all tests of this room; object stores start when they are asked. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { EntraIssuer } from "../../../simulator/azure/entra/tokens.ts";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { type Internet, startInternet } from "../../../simulator/internet/internet.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import { Supervisor } from "../../../simulator/supervisor.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { World } from "../../../simulator/world.ts";
import { account, cluster, type Emitted, emit } from "./world.ts";

const run = promisify(execFile);
/** Made in day 0; no test of the isolation uses it. */
const administrator = `arn:aws:iam::${account}:role/longshore-administrator`;
/** Of every token of the cluster on Azure; the emitted credentials name it. */
const issuer = "https://germanywestcentral.oic.prod-aks.azure.com/d/c/";

export interface Clouds {
  readonly emitted: Emitted;
  readonly world: World;
  readonly internet: Internet;
  /** @returns status and body of one request, sent by curl through the simulator's internet */
  curl(args: readonly string[]): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Of an object that was written. */
  readonly version: string;
}

let started: Promise<Clouds & { end(): Promise<void> }> | undefined;

export function clouds(): Promise<Clouds> {
  started ??= start();
  return started;
}

after("the clouds of the isolation tests", async function () {
  this.timeout(180_000);
  await (await started)?.end();
});

/** Stands for the token that a cluster gives to a pod of a service account: no other program can make one. */
export const tokenOf = (namespace: string, serviceAccount: string): string => `${namespace} ${serviceAccount}`;

/** The same of a cluster elsewhere, whose issuer another account trusts. */
export function tokenFrom(foreign: string, subject: string, audience: string): string {
  const claims = { iss: foreign, sub: subject, aud: audience, exp: Math.floor(Date.now() / 1000) + 3600 };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signed`;
}

async function start(): Promise<Clouds & { end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "longshore-isolation-"));
  const paths = simulatorPaths(folder);
  const [world, supervisor] = [new World(paths.state), new Supervisor(paths)];
  const emitted = await emit(world);
  const internet = await startInternet({
    paths,
    world,
    supervisor,
    toolchain: readToolchain(),
    authority: await CertificateAuthority.open(join(paths.state, "authority")),
    administrators: [administrator],
    entra: new EntraIssuer(paths.state),
    whoIs: async (token) => {
      const [namespace = "", serviceAccount = ""] = token.split(" ");
      return { cluster, namespace, serviceAccount, pod: { name: "pod-1", uid: "u-1" } };
    },
    whoIsWorkload: async (token, audience) => {
      const [, payload] = token.split(".");
      if (payload === undefined) return { issuer, subject: `system:serviceaccount:${token.replace(" ", ":")}` };
      const { iss, sub, aud } = JSON.parse(Buffer.from(payload, "base64url").toString());
      return aud === audience ? { issuer: iss, subject: sub } : undefined;
    },
  });
  const env = { PATH: process.env.PATH, ...internet.environment() };
  return {
    emitted,
    world,
    internet,
    curl: async (args) => {
      const tail = "\n%{http_code} %header{x-amz-version-id}%header{x-ms-version-id}";
      const { stdout } = await run("curl", ["--silent", "--show-error", "--write-out", tail, ...args], { env });
      const [, text = "", status = "", version = ""] = /^([\s\S]*)\n(\d+) (.*)$/.exec(stdout) ?? [];
      return { status: Number(status), text, version };
    },
    end: async () => {
      await internet.close();
      await supervisor.stopAll();
      rmSync(folder, { recursive: true });
    },
  };
}
