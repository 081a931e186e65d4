/** Every secret that a running platform has, so that each can be looked for. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { secrets } from "../../simulator/kubernetes/api/resources.ts";
import { type Canary, canary } from "./canaries.ts";

/** What `pulumi stack export --show-secrets` says of a secret. */
const secretText = z.object({ plaintext: z.string() });
const exported = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({ urn: z.string(), type: z.string(), outputs: z.record(z.string(), z.unknown()).optional() }),
    ),
  }),
});

/** Passwords that the program drew; all that the clouds' stores hold is made of them. */
export const drawnPasswords = (state: unknown): readonly Canary[] =>
  exported
    .parse(state)
    .deployment.resources.filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
    .map(({ urn, outputs = {} }) => {
      const { plaintext } = secretText.parse(outputs.result);
      return canary(`password ${urn.slice(urn.lastIndexOf("::") + 2)}`, z.string().parse(JSON.parse(plaintext)));
    });

/** Keys of Secrets whose values open something; the others are names, addresses and certificates. */
const opens = /(passw(or)?d|auth|key|token)$/i;

/** What the cluster's Secrets hold: what was synced from the store, and what Argo CD and cert-manager made themselves. */
export async function clusterSecrets(api: Api): Promise<readonly Canary[]> {
  const { items } = await api.list(secrets);
  return items.flatMap(({ metadata, data = {} }) =>
    Object.entries(data)
      .filter(([key, value]) => opens.test(key) && value !== "")
      .map(([key, value]) =>
        canary(`Secret ${metadata.namespace}/${metadata.name} ${key}`, Buffer.from(value, "base64").toString()),
      ),
  );
}

/** Service accounts' tokens, as the pods that run on this machine have them. */
export const podTokens = (home: string): readonly Canary[] =>
  globSync("data/kubernetes/*/pods/*/volumes/*/token", { cwd: home }).map((file) =>
    canary(`token of ${file.split("/")[4]?.split("_")[1]}`, readFileSync(join(home, file), "utf8")),
  );

/** Tokens of the control plane's own components, an administrator's among them. */
export const componentTokens = (home: string): readonly Canary[] =>
  globSync("data/kubernetes/*/secrets/tokens.csv", { cwd: home }).flatMap((file) =>
    readFileSync(join(home, file), "utf8")
      .split("\n")
      .map((line) => line.split(","))
      .map(([token = "", user]) => canary(`token of ${user}`, token)),
  );

/** Credentials that the engine was given. */
export const sessionSecrets = (environment: NodeJS.ProcessEnv): readonly Canary[] =>
  Object.entries(environment).flatMap(([name, value]) =>
    value && /^(AWS|ARM)_.*(SECRET|TOKEN)/.test(name) ? [canary(name, value)] : [],
  );
