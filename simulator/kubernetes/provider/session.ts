/** A provider's way to its cluster, as far as it is known. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../../world.ts";
import { Api } from "../api/api.ts";
import { Discovery } from "../api/discovery.ts";
import { ports } from "../control-plane/layout.ts";
import { execToken } from "./exec.ts";
import { type Access, accessOf, type Kubeconfig, type KubeconfigUser, readKubeconfig, relocate } from "./kubeconfig.ts";

export interface SessionArgs {
  readonly world: World;
  /** Of the engine that asks. */
  readonly environment: Readonly<Record<string, string>>;
  /** Content or path of a kubeconfig. */
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
}

export class Session {
  readonly api: Api;
  readonly discovery: Discovery;
  /** Name of the API server. */
  readonly host: string;
  /** Namespace of the kubeconfig's context. */
  readonly namespace: string | undefined;
  /** For tools that log in by themselves. */
  readonly kubeconfig: Kubeconfig;

  /** @throws Error where the kubeconfig cannot be used */
  constructor({ world, environment, kubeconfig, context }: SessionArgs) {
    const given = readKubeconfig(kubeconfig, environment);
    // A cluster of the simulated cloud answers on an address of its own, not through DNS.
    this.kubeconfig = relocate(given, ({ hostname }) => {
      const address = world.resolve(hostname);
      return address && `https://${address}:${ports.api}`;
    });
    const access = accessOf(this.kubeconfig, context);
    this.namespace = access.namespace;
    this.host = access.cluster["tls-server-name"] ?? new URL(access.cluster.server).hostname;
    this.api = new Api({
      server: access.cluster.server,
      ca: authority(access),
      ...(access.cluster["tls-server-name"] ? { serverName: access.cluster["tls-server-name"] } : {}),
      ...credentials(access.user, environment),
    });
    this.discovery = new Discovery(this.api);
  }

  /**
   * Writes the kubeconfig for a tool.
   * @param folder  of the simulator's own
   * @returns its path
   */
  write(folder: string): string {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const content = JSON.stringify(this.kubeconfig);
    const file = join(folder, `${createHash("sha256").update(content).digest("hex").slice(0, 16)}.kubeconfig`);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  }
}

function authority({ cluster }: Access): string {
  const data = cluster["certificate-authority-data"];
  if (data) return Buffer.from(data, "base64").toString();
  const file = cluster["certificate-authority"];
  if (file) return readFileSync(file, "utf8");
  throw new Error("the kubeconfig names no certificate authority for its cluster");
}

function credentials(user: KubeconfigUser, environment: Readonly<Record<string, string>>) {
  const { token, tokenFile, exec } = user;
  const certificate = user["client-certificate-data"];
  const key = user["client-key-data"];
  if (exec) return { token: execToken(exec, environment) };
  if (token) return { token: async () => token };
  if (tokenFile) return { token: async () => readFileSync(tokenFile, "utf8").trim() };
  if (!certificate || !key) throw new Error("the kubeconfig's user has no exec, token or client certificate");
  const decode = (text: string) => Buffer.from(text, "base64").toString();
  return { client: { certificate: decode(certificate), key: decode(key) } };
}
