import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  jsonStringify,
  type Output,
  output,
} from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/secrets.ts";
import { keyPolicy } from "./key-policy.ts";

/**
 * Two keys of KMS and the platform's secrets in Secrets Manager.
 *
 * Keys and secrets are protected: without them databases and backups are unreadable. A secret's older versions stay when
 * its value changes, and all of it stays when Pulumi forgets it, so that only `longshore retire` ends a secret.
 *
 * *Cost*: per key and month, per secret and month, per request.
 */
export class Secrets extends ComponentResource implements contract.Secrets {
  readonly dataKey: Output<string>;
  readonly backupKey: Output<string>;
  readonly store: contract.Secrets["store"];
  readonly #name: string;
  readonly #context: Context;
  readonly #args: contract.SecretsArgs;

  constructor(name: string, context: Context, args: contract.SecretsArgs, options: ComponentResourceOptions) {
    super("longshore:aws:Secrets", name, {}, options);
    this.#name = name;
    this.#context = context;
    this.#args = args;
    this.dataKey = this.#key("data", "live data: database, cache, files, exports, logs, secrets");
    this.backupKey = this.#key("backup", "backups and archives");
    this.store = { kind: "aws-secrets-manager", location: output(context.region) };
    this.registerOutputs();
  }

  write(
    path: string,
    value: Input<Record<string, Input<string>>>,
    tags: Record<string, string> = {},
    keeper: "pulumi" | "owner" = "pulumi",
  ) {
    const { prefix } = this.#context;
    const label = `${this.#name}-${path.replaceAll("/", "-")}`;
    const secret = new Secret(
      label,
      {
        name: `${prefix}/${path}`,
        kmsKeyId: this.dataKey,
        recoveryWindowInDays: this.#args.recoveryDays,
        tags,
      },
      { parent: this, protect: true },
    );
    const { secretId } = new SecretVersion(
      label,
      { secretId: secret.id, secretString: jsonStringify(value) },
      { parent: this, retainOnDelete: true, ...(keeper === "owner" ? { ignoreChanges: ["secretString"] } : {}) },
    );
    return { label, name: secretId.apply(() => secret.name), id: secret.arn, key: this.dataKey };
  }

  #key(purpose: "data" | "backup", description: string): Output<string> {
    const name = `${this.#name}-${purpose}`;
    const key = new Key(
      name,
      {
        description: `${this.#context.prefix}: ${description}`,
        enableKeyRotation: true,
        deletionWindowInDays: this.#args.recoveryDays,
        policy: keyPolicy(this.#context, purpose),
        tags: { Name: `${this.#context.prefix}-${purpose}` },
      },
      { parent: this, protect: true },
    );
    new Alias(name, { name: `alias/${this.#context.prefix}-${purpose}`, targetKeyId: key.id }, { parent: this });
    return key.arn;
  }
}
