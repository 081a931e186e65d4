/** Pulumi's configuration of the current stack. Nothing else in the program reads it. */
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { RepositoryCredential } from "../components/gitops/repository.ts";
import type { PasswordValues } from "../components/passwords.ts";
import { InvalidInput } from "./problems.ts";
import { settingNames } from "./settings.ts";

export interface StackConfig {
  /** The stack's file, for messages. */
  readonly file: string;
  /** What it says, by name without `longshore:`; sections are parsed. */
  readonly written: Readonly<Record<string, unknown>>;
  /** What Argo CD logs in with at the Git host; a public repository needs none. */
  readonly credential: pulumi.Output<RepositoryCredential> | undefined;
  /** Passwords of the primary, by name; `longshore link` writes them, encrypted. */
  readonly linkSecrets: PasswordValues;
}

const project = "longshore";
/** A setting that is a secret: `pulumi config set --secret --path longshore:repositoryCredential.password`. */
const credentialName = "repositoryCredential";

/** The other secret: `longshore link` writes it. */
export const linkSecretsName = "linkSecrets";

const credentialSchema = z.strictObject({ username: z.string().min(1), password: z.string().min(1) });

/** @throws InvalidInput for names that nobody knows, and for a credential that is none */
export function readConfig(stack: string): StackConfig {
  const file = `stacks/Pulumi.${stack}.yaml`;
  const values = Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig())
      .filter(([key]) => key.startsWith(`${project}:`))
      .map(([key, text]) => [key.slice(project.length + 1), parseValue(text)]),
  );
  const { [credentialName]: credential, [linkSecretsName]: brought = {}, ...written } = values;
  const unknown = Object.keys(written).filter((name) => !settingNames.includes(name));
  if (unknown.length > 0) {
    const fits = `only ${[...settingNames, credentialName, linkSecretsName].join(", ")}`;
    throw new InvalidInput(
      unknown.map((name) => ({ path: `${file} ${project}:${name}`, found: "an unknown name", fits })),
    );
  }
  // What was found in a secret is not shown: it may be the token.
  const refuse = (name: string, fits: string) =>
    new InvalidInput([{ path: `${file} ${project}:${name}`, found: "something else", fits }]);
  const linkSecrets = z.record(z.string(), z.string()).safeParse(brought);
  if (!linkSecrets.success) throw refuse(linkSecretsName, "what `npx longshore link` writes");
  const common = { file, written, linkSecrets: linkSecrets.data };
  if (credential === undefined) return { ...common, credential };
  const checked = credentialSchema.safeParse(credential);
  if (!checked.success) throw refuse(credentialName, "username and password, neither of them empty");
  return { ...common, credential: pulumi.secret(checked.data) };
}

/** Pulumi hands sections and lists over as JSON; anything else is text, an account of twelve digits included. */
function parseValue(text: string): unknown {
  return /^[[{]/.test(text) ? JSON.parse(text) : text;
}
