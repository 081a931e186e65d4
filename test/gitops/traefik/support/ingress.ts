/** The real Traefik with the platform's own settings, in front of the real API server that holds tenants' routes. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { applyManifests } from "../../../../simulator/kubernetes/client/apply.ts";
import { freePort } from "../../../../simulator/kubernetes/kubelet/free-port.ts";
import { simulatorPaths } from "../../../../simulator/paths.ts";
import { Supervisor } from "../../../../simulator/supervisor.ts";
import { readToolchain } from "../../../../simulator/toolchain/toolchain.ts";
import type { KubernetesObject } from "../../support/objects.ts";
import { type Server, startServer } from "../../support/server.ts";
import { ask, type Entry } from "./client.ts";
import { type Pods, startPods } from "./pods.ts";
import { installed } from "./static.ts";
import { namespaceNamed } from "./tenants.ts";

/** Milliseconds between two looks at what Traefik has taken in. */
const pollMs = 50;
/** Ports of the chart's entry points, in the order in which they get one that is free here. */
const entryPoints = [8000, 8443, 8080, 9100] as const;

export interface Ingress {
  readonly entry: Entry;
  /** Port of the entry point without TLS. */
  readonly plainPort: number;
  readonly pods: Pods;
  readonly server: Server;
  /** Stores objects and waits until Traefik serves what they say. */
  apply(objects: readonly KubernetesObject[], taken: () => Promise<boolean>): Promise<void>;
  /** Waits for the line of the access log that fits. */
  logged(fits: (line: Readonly<Record<string, unknown>>) => boolean): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** @param namespaces  of the tenants */
export async function startIngress(namespaces: readonly string[]): Promise<Ingress> {
  const { args, objects } = await installed();
  const server = await startServer([...["traefik", ...namespaces].map(namespaceNamed), ...objects]);
  const pods = await startPods();
  const home = mkdtempSync(join(tmpdir(), "longshore-ingress-"));
  const paths = simulatorPaths(home);
  const supervisor = new Supervisor(paths);
  const stop = async () => {
    await supervisor.stopAll();
    await pods.stop();
    await server.stop();
    rmSync(home, { recursive: true });
  };
  try {
    const [plainPort = 0, port = 0, ping = 0, metrics = 0] = await Promise.all(entryPoints.map(() => freePort()));
    const moved = new Map<number, number | undefined>(
      entryPoints.map((own, index) => [own, [plainPort, port, ping, metrics][index]]),
    );
    const { url, token, caFile } = server.access;
    await supervisor.start({
      name: "traefik",
      command: readToolchain().bin.traefik,
      args: [
        ...args.map((arg) => arg.replace(/=:(\d+)\/tcp$/, (_, own) => `=127.0.0.1:${moved.get(Number(own))}/tcp`)),
        // Inside the cluster it finds these by itself.
        `--providers.kubernetesCRD.endpoint=${url}`,
        `--providers.kubernetesCRD.token=${token}`,
        `--providers.kubernetesCRD.certAuthFilePath=${caFile}`,
        // The tests change routes one after the other and do not wait for more of them to come.
        "--providers.providersThrottleDuration=0s",
      ],
      env: { HTTP_PROXY: pods.proxy, NO_PROXY: "" },
      ready: async () => (await fetch(`http://127.0.0.1:${ping}/ping`)).ok,
    });
    return {
      entry: { port, ca: server.certificates.certificate },
      plainPort,
      pods,
      server,
      apply: async (changed, taken) => {
        await applyManifests(server.api, changed);
        await until(taken);
      },
      logged: async (fits) => {
        const log = join(paths.logs, "traefik.log");
        const find = () => linesOf(readFileSync(log, "utf8")).find(fits);
        await until(async () => find() !== undefined);
        return find() ?? {};
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(pollMs);
}

function linesOf(log: string): readonly Readonly<Record<string, unknown>>[] {
  return log.split("\n").flatMap((line) => (line.startsWith("{") && line.endsWith("}") ? [JSON.parse(line)] : []));
}

/** Whether a host is served at all; a handshake that fails says that its certificate is not there yet. */
export async function isServed(entry: Entry, host: string): Promise<boolean> {
  return ask(entry, host, { path: "/served" }).then(
    ({ status }) => status === 200,
    () => false,
  );
}
