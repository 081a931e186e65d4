/** Reads a kubeconfig as a stack gives it. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

const clusterSchema = z.looseObject({
  server: z.string(),
  "certificate-authority-data": z.string().optional(),
  "certificate-authority": z.string().optional(),
  "tls-server-name": z.string().optional(),
});
const execSchema = z.looseObject({
  apiVersion: z.string(),
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});
const userSchema = z.looseObject({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  "client-certificate-data": z.string().optional(),
  "client-key-data": z.string().optional(),
  exec: execSchema.optional(),
});
const schema = z.looseObject({
  clusters: z.array(z.looseObject({ name: z.string(), cluster: clusterSchema })),
  users: z.array(z.looseObject({ name: z.string(), user: userSchema })),
  contexts: z.array(
    z.looseObject({
      name: z.string(),
      context: z.looseObject({ cluster: z.string(), user: z.string(), namespace: z.string().optional() }),
    }),
  ),
  "current-context": z.string(),
});

export type Kubeconfig = z.output<typeof schema>;
export type KubeconfigUser = z.output<typeof userSchema>;
export type Exec = z.output<typeof execSchema>;

/** The parts of a kubeconfig that one context means. */
export interface Access {
  readonly cluster: z.output<typeof clusterSchema>;
  readonly user: KubeconfigUser;
  readonly namespace: string | undefined;
}

/**
 * @param given        content or path of a kubeconfig, as the provider's `kubeconfig` may be either
 * @param environment  of the engine: its `KUBECONFIG` counts where nothing is given
 * @throws Error where there is none, or it is not one
 */
export function readKubeconfig(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Kubeconfig {
  const source = given || environment.KUBECONFIG || join(environment.HOME ?? homedir(), ".kube", "config");
  const isFile = !source.includes("\n") && existsSync(source);
  if (!isFile && !given) throw new Error("no kubeconfig: give the provider one, or set KUBECONFIG");
  const read = schema.safeParse(parse(isFile ? readFileSync(source, "utf8") : source));
  if (!read.success) throw new Error(`not a kubeconfig: ${z.prettifyError(read.error)}`);
  return read.data;
}

/** @throws Error where the context, its cluster or its user is not there */
export function accessOf(config: Kubeconfig, context = config["current-context"]): Access {
  const chosen = config.contexts.find(({ name }) => name === context)?.context;
  const cluster = config.clusters.find(({ name }) => name === chosen?.cluster)?.cluster;
  const user = config.users.find(({ name }) => name === chosen?.user)?.user;
  if (!chosen || !cluster || !user) throw new Error(`the kubeconfig has no complete context ${context}`);
  return { cluster, user, namespace: chosen.namespace };
}

/** The same kubeconfig with every server at an address of its own choice; certificates stay those of the server's name. */
export function relocate(config: Kubeconfig, address: (server: URL) => string | undefined): Kubeconfig {
  const clusters = config.clusters.map(({ cluster, ...rest }) => {
    const server = new URL(cluster.server);
    const moved = address(server);
    const serverName = cluster["tls-server-name"] ?? server.hostname;
    return { ...rest, cluster: moved ? { ...cluster, server: moved, "tls-server-name": serverName } : cluster };
  });
  return { ...config, clusters };
}
