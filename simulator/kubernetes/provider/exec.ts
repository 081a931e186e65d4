/**
 * Credential plugins of a kubeconfig, for example `aws eks get-token`: really run, in the engine's own environment.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins (read 2026-11-22).
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import type { Exec } from "./kubeconfig.ts";

const run = promisify(execFile);
const credential = z.object({
  kind: z.literal("ExecCredential"),
  status: z.object({ token: z.string(), expirationTimestamp: z.string().optional() }),
});

/**
 * Gives the token, asking the plugin again when the last one has run out.
 * @throws Error with what the plugin said, where it gives none
 */
export function execToken(
  { apiVersion, command, args, env }: Exec,
  environment: Readonly<Record<string, string>>,
): () => Promise<string> {
  const added = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));
  const request = JSON.stringify({ apiVersion, kind: "ExecCredential", spec: { interactive: false } });
  let known: { readonly token: string; readonly until: number } | undefined;
  const ask = async () => {
    const { stdout } = await run(command, args ?? [], {
      env: { ...environment, ...added, KUBERNETES_EXEC_INFO: request },
    }).catch((error: Error & { stderr?: string }) => {
      throw new Error(`getting credentials: ${command}: ${error.stderr?.trim() || error.message}`);
    });
    const { status } = credential.parse(JSON.parse(stdout));
    known = { token: status.token, until: Date.parse(status.expirationTimestamp ?? "") };
    return status.token;
  };
  return async () => (known && known.until > Date.now() ? known.token : ask());
}
