/**
 * Machines behind the sizes. Sources: compute options of Azure Database for PostgreSQL, sizes of Azure Managed Redis and
 * of the Ddsv5 series, Microsoft Learn, November 2026.
 */
import type { Size } from "../contracts/context.ts";

export interface DatabaseSku {
  readonly name: string;
  readonly tier: "Burstable" | "GeneralPurpose";
}

/** 2, 4, 8, 16 vCPU with 8, 16, 32, 64 GiB. */
const databaseSkus: Readonly<Record<Size, DatabaseSku>> = {
  small: { name: "Standard_B2ms", tier: "Burstable" },
  medium: { name: "Standard_D4ds_v5", tier: "GeneralPurpose" },
  large: { name: "Standard_D8ds_v5", tier: "GeneralPurpose" },
  xlarge: { name: "Standard_D16ds_v5", tier: "GeneralPurpose" },
};

/** As large as the small burstable machine; the only kind that Azure gives a standby or replicas. */
const smallWithCompany: DatabaseSku = { name: "Standard_D2ds_v5", tier: "GeneralPurpose" };

/** @param company  whether the server has a standby or replicas, which burstable machines cannot have */
export const databaseSku = (size: Size, company: boolean): DatabaseSku =>
  company && size === "small" ? smallWithCompany : databaseSkus[size];

/** Disks that PostgreSQL takes, in GiB. */
const disks = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_767] as const;

/** The smallest disk with at least this much room, in GiB; never more than the largest. */
export const diskSize = (gib: number): number => disks.find((disk) => disk >= gib) ?? 32_767;

/** About 3, 6, 12 and 24 GB; a session of Odoo takes a few KiB. */
export const cacheSkus: Readonly<Record<Size, string>> = {
  small: "Balanced_B3",
  medium: "Balanced_B5",
  large: "Balanced_B10",
  xlarge: "Balanced_B20",
};

/** Nodes of the cluster. Each has a local disk large enough for its own system and for scratch. */
export const nodeSizes = {
  /** 2 vCPU, 8 GiB, 75 GiB local: what the cluster itself runs. */
  system: { vmSize: "Standard_D2ds_v5", osDiskSizeGB: 64 },
  /** 8 vCPU, 32 GiB, 300 GiB local. */
  user: { vmSize: "Standard_D8ds_v5", osDiskSizeGB: 256 },
} as const;
