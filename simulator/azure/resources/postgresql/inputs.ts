import * as z from "zod";

export const serverType = "azure-native:dbforpostgresql:Server";

/** What the simulator reads of a server, with Azure's defaults (REST reference, Servers - Create, 2026-11). */
export const serverInputs = z.looseObject({
  resourceGroupName: z.string(),
  serverName: z.string(),
  location: z.string(),
  version: z.string().optional(),
  createMode: z.string().default("Default"),
  sourceServerResourceId: z.string().optional(),
  /** RFC 3339. */
  pointInTimeUTC: z.string().optional(),
  /** Sent to make a replica a server of its own. */
  replica: z
    .looseObject({
      role: z.string().optional(),
      promoteMode: z.string().optional(),
      promoteOption: z.string().default("Planned"),
    })
    .optional(),
  administratorLogin: z.string().optional(),
  administratorLoginPassword: z.string().optional(),
  availabilityZone: z.string().optional(),
  sku: z.looseObject({ name: z.string(), tier: z.string() }).optional(),
  storage: z.looseObject({ storageSizeGB: z.int().optional(), autoGrow: z.string().optional() }).optional(),
  backup: z
    .looseObject({ backupRetentionDays: z.int().default(7), geoRedundantBackup: z.string().default("Disabled") })
    .optional(),
  highAvailability: z
    .looseObject({ mode: z.string().default("Disabled"), standbyAvailabilityZone: z.string().optional() })
    .optional(),
  network: z
    .looseObject({
      delegatedSubnetResourceId: z.string().optional(),
      privateDnsZoneArmResourceId: z.string().optional(),
    })
    .optional(),
  dataEncryption: z.looseObject({ type: z.string().optional() }).optional(),
});

export type ServerInputs = z.output<typeof serverInputs>;
