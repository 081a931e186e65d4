/** Keys, and the one store of secrets. */
import type { ComponentResource, Input, Output } from "@pulumi/pulumi";

/** Where a secret value lives; the value itself never travels through a fact. */
export interface SecretReference {
  /** Name under which External Secrets asks for it; known to others once the value is in the store. */
  readonly name: Output<string>;
  /** Name that it was made under in Pulumi. */
  readonly label: string;
  /** ARN, or resource id: what a right to read it is given on. */
  readonly id: Output<string>;
  /** ARN of the key that whoever reads the secret needs as well; undefined where the store decrypts for its readers. */
  readonly key: Output<string> | undefined;
}

export interface SecretsArgs {
  /** Days in which a deleted key or secret can still be brought back. */
  readonly recoveryDays: number;
}

/** Keys of the platform and its one secret store. */
export interface Secrets extends ComponentResource {
  /** Key for live data: database, cache, files, exports, logs, cluster secrets. */
  readonly dataKey: Output<string>;
  /** Key for backups and archives, apart from the data key: who may read live data may not read its history. */
  readonly backupKey: Output<string>;
  /** What External Secrets needs to find the store: a region, or a vault URL. */
  readonly store: { readonly kind: "aws-secrets-manager" | "azure-key-vault"; readonly location: Output<string> };
  /**
   * Writes one secret as a JSON object of strings. Its name is `<prefix>/<path>`, as far as the cloud takes such names.
   * @param path  lower-case words joined by `/`, for example `tenants/harbor/database`
   * @param tags  added to the platform's own, for example the tenant it belongs to
   * @param keeper  `pulumi`: the value is what is written here; `owner`: this is a first value, and what somebody writes
   *                into the store later stays; default `pulumi`
   */
  write(
    path: string,
    value: Input<Record<string, Input<string>>>,
    tags?: Record<string, string>,
    keeper?: "pulumi" | "owner",
  ): SecretReference;
}
