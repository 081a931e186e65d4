/** Everything a local process is started with: the pod's own wishes, and the plumbing that stands for a container. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Toolchain } from "../../toolchain/toolchain.ts";
import type { Container, Pod } from "../api/model.ts";
import { argumentsOf } from "./arguments.ts";
import { environmentOf } from "./environment.ts";
import { expand } from "./expansion.ts";
import type { PodFacts } from "./fields.ts";
import type { FileSystem } from "./file-system.ts";
import type { Objects } from "./objects.ts";
import type { Choice } from "./program.ts";

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  /** Complete: nothing of the simulator's own environment is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** What a local process needs in place of a cluster's network and file system. */
export interface Plumbing {
  readonly toolchain: Toolchain;
  /** Variables that lead to the simulated internet. */
  readonly internet: Readonly<Record<string, string>>;
  /** Addresses that no proxy stands before, one by one: Node understands no ranges in `NO_PROXY`. */
  readonly direct: readonly string[];
  /** Folder of the image's tools. */
  readonly tools: string;
  /** URL of the API server. */
  readonly server: string;
  /** Logs in as the pod's service account; nothing where the pod mounts no token. */
  readonly kubeconfig?: string;
  /** Loopback address of a host of the simulated cloud. */
  readonly resolve: (host: string) => string | undefined;
  /** Turns `service:port` into the loopback address of that Service. */
  readonly reach: (text: string) => string;
  readonly openPort?: number;
}

export interface LaunchArgs {
  readonly pod: Pod;
  readonly container: Container;
  readonly choice: Choice;
  readonly objects: Objects;
  readonly facts: PodFacts;
  readonly files: FileSystem;
  readonly plumbing: Plumbing;
}

/** @throws MissingReference where the environment refers to something that is not there yet */
export function launchOf(args: LaunchArgs): Launch {
  const { pod, container, choice, facts, files, plumbing } = args;
  const own = environmentOf(args);
  const local = (text: string) => plumbing.reach(files.translate(text));
  const forced = mapValues(choice.executable.env ?? {}, (text) => expand(text, { POD_ADDRESS: facts.address }));
  const env: Record<string, string> = {
    PATH: `${plumbing.tools}:/usr/local/bin:/usr/bin:/bin`,
    HOME: files.path("/root"),
    TMPDIR: files.path("/tmp"),
    LANG: "C.UTF-8",
    HOSTNAME: pod.metadata.name,
    ...plumbing.internet,
    ...withoutProxy(plumbing),
    ...mapValues({ ...choice.executable.defaults, ...own, ...forced }, local),
    ...resolver(own.NODE_OPTIONS),
    ...(plumbing.kubeconfig ? { KUBECONFIG: plumbing.kubeconfig } : {}),
    ...apiServer(plumbing),
  };
  const { openPort } = plumbing;
  const given = argumentsOf({
    choice,
    variables: own,
    address: facts.address,
    ...(openPort === undefined ? {} : { openPort }),
  });
  const folder = container.workingDir ?? "/";
  return {
    command: choice.executable.path(plumbing.toolchain),
    args: given.map((text) => text.replace(/^(--[\w-]+=)?(.*)$/s, (_, flag = "", value) => flag + local(value))),
    env: { ...env, ...simulatedDatabase(env, plumbing) },
    cwd: files.has(folder) ? files.path(folder) : files.root,
  };
}

/**
 * PostgreSQL's clients check the server's certificate against the host and connect to the address. A simulated server's
 * certificate is the simulator's own, whatever bundle the image brings for the cloud's.
 */
function simulatedDatabase(env: Readonly<Record<string, string>>, plumbing: Plumbing): Record<string, string> {
  const address = env.PGHOST ? plumbing.resolve(env.PGHOST) : undefined;
  const bundle = plumbing.internet.SSL_CERT_FILE;
  if (!address) return {};
  return { PGHOSTADDR: address, ...(env.PGSSLROOTCERT && bundle ? { PGSSLROOTCERT: bundle } : {}) };
}

/**
 * Stands for `/etc/resolv.conf`, which a process without a container cannot have of its own: programs in Node ask the
 * simulator's name server. Others find hosts by the proxy and by addresses alone.
 * @param own  what the pod says to Node itself
 */
function resolver(own: string | undefined): Record<string, string> {
  const module = pathToFileURL(join(import.meta.dirname, "../../dns/use-authority.mjs")).href;
  return { NODE_OPTIONS: [own, `--import=${module}`].filter(Boolean).join(" ") };
}

/** What every pod is told of the API server, whatever it asks for (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/). */
function apiServer({ server }: Plumbing): Record<string, string> {
  const { hostname, port } = new URL(server);
  return { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port || "443" };
}

function withoutProxy({ internet, direct }: Plumbing): Record<string, string> {
  const list = [internet.NO_PROXY, ...direct].filter(Boolean).join(",");
  return { NO_PROXY: list, no_proxy: list };
}

function mapValues(values: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
