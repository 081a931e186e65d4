import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import { inGroup } from "./groups.ts";
import { keyUser } from "./key-users.ts";
import { globalName } from "./names.ts";
import { regionPairs } from "./regions.ts";
import { vault, vaultNameLimit } from "./vault.ts";
import { vaultKey } from "./vault-keys.ts";

/** Without this key a geo-redundant backup is unreadable, so it can come back for as long as a vault allows. */
const recoveryDays = 90;

export interface GeoKey {
  readonly uri: Output<string>;
  /** Id of the identity that may use it. */
  readonly user: Output<string>;
}

/**
 * The key under which Azure keeps the database's backups in the paired region: a vault of one region cannot be asked when
 * that region is lost.
 * @throws Error where the region has no pair; the settings refuse that before
 */
export function geoKey(name: string, context: Context, group: ResourceGroup, options: CustomResourceOptions): GeoKey {
  const region = regionPairs[context.region];
  if (!region) throw new Error(`${name}: ${context.region} has no paired region for geo-redundant backups`);
  const label = `${name}-geo`;
  const place = { ...context, prefix: `${context.prefix}-geo` };
  const kept = { ...options, protect: true };
  const home = vault(
    label,
    context,
    { group, vaultName: globalName(place, vaultNameLimit), recoveryDays, region },
    kept,
  );
  const key = vaultKey(label, "backup", home, inGroup(context, group), options);
  return { uri: key.uri, user: keyUser(label, context, { group, key, region }, options) };
}
