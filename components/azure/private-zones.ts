import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { all, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";

/**
 * Names that the platform's network answers itself, with private addresses.
 * Source: "Azure Private Endpoint private DNS zone values", Microsoft Learn, November 2026. A zone for PostgreSQL in a
 * delegated subnet has any name in front, but not the server's own.
 */
export const zoneNames = ({ prefix }: Context) =>
  ({
    blob: "privatelink.blob.core.windows.net",
    vault: "privatelink.vaultcore.azure.net",
    cache: "privatelink.redis.azure.net",
    database: `${prefix}.private.postgres.database.azure.com`,
  }) as const;

export type PrivateZones = Readonly<Record<keyof ReturnType<typeof zoneNames>, Output<string>>>;

export interface ZoneArgs {
  readonly group: ResourceGroup;
  readonly networkId: Output<string>;
}

/** The zones by id; an id is known when its zone is linked, because PostgreSQL refuses one that is not. */
export function privateZones(
  name: string,
  context: Context,
  { group, networkId }: ZoneArgs,
  options: CustomResourceOptions,
): PrivateZones {
  const make = (kind: keyof PrivateZones): Output<string> => {
    const label = `${name}-${kind}`;
    const place = { resourceGroupName: group.name, location: "Global", tags: context.tags };
    const zone = new PrivateZone(label, { ...place, privateZoneName: zoneNames(context)[kind] }, options);
    const link = new VirtualNetworkLink(
      label,
      {
        ...place,
        privateZoneName: zone.name,
        virtualNetworkLinkName: context.prefix,
        virtualNetwork: { id: networkId },
        registrationEnabled: false,
        // Another subscription's accounts, to which copies of backups go, are no names of this zone: they are asked in public
        // ("Fallback to internet for Azure Private DNS zones", Microsoft Learn, read 2026-11).
        ...(kind === "blob" ? { resolutionPolicy: "NxDomainRedirect" } : {}),
      },
      { ...options, parent: zone },
    );
    return all([zone.id, link.id]).apply(([id]) => id);
  };
  return { blob: make("blob"), vault: make("vault"), cache: make("cache"), database: make("database") };
}
