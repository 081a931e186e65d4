/** Writes kubeconfig files for local processes. */
export interface KubeconfigArgs {
  readonly server: string;
  /** Name in the server's certificate, where it differs from the address in `server`. */
  readonly serverName?: string;
  /** File with the server's certificate authority, PEM. */
  readonly caFile: string;
  /** Namespace that commands without one mean. */
  readonly namespace?: string;
  /** The credential: a token, or a file that is read again when the token in it was renewed. */
  readonly user: { readonly token: string } | { readonly tokenFile: string };
}

/** JSON, which every reader of kubeconfig files takes as YAML. */
export function kubeconfig({ server, serverName, caFile, namespace, user }: KubeconfigArgs): string {
  const cluster = {
    server,
    "certificate-authority": caFile,
    ...(serverName ? { "tls-server-name": serverName } : {}),
  };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "cluster", cluster }],
    users: [{ name: "user", user }],
    contexts: [{ name: "context", context: { cluster: "cluster", user: "user", ...(namespace ? { namespace } : {}) } }],
    "current-context": "context",
  });
}
