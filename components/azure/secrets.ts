import { Secret } from "@pulumi/azure-native/keyvault/secret.js";
import type { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/secrets.ts";
import { inGroup, resourceGroup } from "./groups.ts";
import { globalName, secretName } from "./names.ts";
import { vault, vaultNameLimit } from "./vault.ts";
import { type VaultKey, vaultKey } from "./vault-keys.ts";

/**
 * A vault with the platform's two keys and its secrets. Rights are role assignments on single keys and secrets; no network
 * reaches it but the platform's own, and the services of Azure that encrypt with its keys.
 *
 * Secrets are written through Azure's management API, which a runner outside the network may call; the same API has no
 * way to delete a secret, so one stays when Pulumi forgets it. Purge protection keeps a deleted vault, and its name, for
 * `recoveryDays`: who makes the platform again recovers the vault first. A lock it has none, because a lock would also
 * keep every right on a key or secret from being taken back.
 *
 * A secret is encrypted by the vault itself, under a key of the service: readers need no right on a key of ours.
 *
 * *Cost*: per key in hardware and month, per ten thousand requests; a private endpoint per hour.
 */
export class Secrets extends ComponentResource implements contract.Secrets {
  readonly dataKey: Output<string>;
  readonly backupKey: Output<string>;
  readonly store: contract.Secrets["store"];
  /** The keys with all that services of Azure want to know of them. */
  readonly keys: Readonly<Record<"data" | "backup", VaultKey>>;
  readonly vaultId: Output<string>;
  /** Name it was made under. */
  readonly label: string;
  readonly #context: Context;
  readonly #group: ResourceGroup;
  readonly #vault: Vault;

  constructor(name: string, context: Context, args: contract.SecretsArgs, options: ComponentResourceOptions) {
    super("longshore:azure:Secrets", name, {}, options);
    const kept = { parent: this, protect: true };
    this.label = name;
    this.#context = context;
    this.#group = resourceGroup(name, context, "secrets", kept);
    const vaultName = globalName(context, vaultNameLimit);
    this.#vault = vault(name, context, { group: this.#group, vaultName, recoveryDays: args.recoveryDays }, kept);
    const place = inGroup(context, this.#group);
    this.keys = {
      data: vaultKey(`${name}-data`, "data", this.#vault, place, { parent: this }),
      backup: vaultKey(`${name}-backup`, "backup", this.#vault, place, { parent: this }),
    };
    this.vaultId = this.#vault.id;
    this.dataKey = this.keys.data.uri;
    this.backupKey = this.keys.backup.uri;
    this.store = { kind: "azure-key-vault", location: this.#vault.properties.vaultUri };
    this.registerOutputs();
  }

  write(
    path: string,
    value: Input<Record<string, Input<string>>>,
    tags: Record<string, string> = {},
    keeper: "pulumi" | "owner" = "pulumi",
  ) {
    const name = secretName(path);
    const label = `${this.label}-${path.replaceAll("/", "-")}`;
    const secret = new Secret(
      label,
      {
        resourceGroupName: this.#group.name,
        vaultName: this.#vault.name,
        secretName: name,
        properties: { value: jsonStringify(value), contentType: "application/json" },
        tags: { ...this.#context.tags, ...tags },
      },
      { parent: this, protect: true, ...(keeper === "owner" ? { ignoreChanges: ["properties.value"] } : {}) },
    );
    return { label, name: secret.name, id: interpolate`${this.#vault.id}/secrets/${secret.name}`, key: undefined };
  }
}
