/** Starts the internet stand-in in a folder of its own, with the small platform of `platform.ts` behind it. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../../simulator/aws/iam/principal.ts";
import { EntraIssuer } from "../../../simulator/azure/entra/tokens.ts";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { type Internet, startInternet } from "../../../simulator/internet/internet.ts";
import type { WhoIsWorkload } from "../../../simulator/kubernetes/who-is.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import { Supervisor } from "../../../simulator/supervisor.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { World } from "../../../simulator/world.ts";
import { account, cluster, region, roleArn, writePlatform } from "./platform.ts";

export interface Simulation {
  readonly world: World;
  readonly internet: Internet;
  /** Scratch folder that goes with the simulation. */
  readonly folder: string;
  /** What the pod has in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a program as a pod would: with the internet's variables and the pod's identity, and nothing of this machine's. */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  end(): Promise<void>;
}

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Bytes that a program may print. */
const maxBuffer = 64 * 1024 * 1024;

/** Token that the one pod of the test has. */
export const podToken = "token of harbor's backup pod";
/** A role that was there before the program. */
export const administrator = roleArn("longshore-administrator");

export const sessionOf = (name: string): Session => ({
  kind: "session",
  account,
  role: roleArn(name),
  session: "test",
  tags: {},
  transitiveTags: [],
});

/** @param whoIsWorkload  what the clusters say of a service account's token; default: they know none */
export async function startSimulation(whoIsWorkload: WhoIsWorkload = async () => undefined): Promise<Simulation> {
  const folder = mkdtempSync(join(tmpdir(), "longshore-internet-"));
  const paths = simulatorPaths(join(folder, "home"));
  const world = new World(paths.state);
  writePlatform(world);
  const supervisor = new Supervisor(paths);
  const internet = await startInternet({
    paths,
    world,
    supervisor,
    toolchain: readToolchain(),
    authority: await CertificateAuthority.open(join(paths.state, "authority")),
    administrators: [administrator],
    whoIs: async (token) =>
      token === podToken
        ? { cluster, namespace: "harbor", serviceAccount: "backup", pod: { name: "backup-1", uid: "u-1" } }
        : undefined,
    entra: new EntraIssuer(paths.state),
    whoIsWorkload,
    lagOf: async ({ outputs }) => (outputs.identifier === "database" ? 3 : undefined),
  });
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, podToken);
  const podEnvironment = {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    AWS_REGION: region,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: internet.podIdentity.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    ...internet.environment(),
  };
  return {
    world,
    internet,
    folder,
    environment: podEnvironment,
    run: (command, args, env = {}) =>
      new Promise((resolve) => {
        execFile(
          command,
          args,
          { cwd: folder, env: { ...podEnvironment, ...env }, maxBuffer },
          (error, out, errors) => {
            const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
            resolve({ code, output: `${out}${errors}` });
          },
        );
      }),
    end: async () => {
      await internet.close();
      await supervisor.stopAll();
      rmSync(folder, { recursive: true });
    },
  };
}
