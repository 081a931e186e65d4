/** Regions of Azure: https://learn.microsoft.com/azure/reliability/regions-list (read 2026-11). */

interface Region {
  /** Whether it has three availability zones. */
  readonly zones: boolean;
  /** The region that Azure pairs it with, if any. */
  readonly pair?: string;
}

const regions: Readonly<Record<string, Region>> = {
  eastus: { zones: true, pair: "westus" },
  eastus2: { zones: true, pair: "centralus" },
  westus: { zones: false, pair: "eastus" },
  westus2: { zones: true, pair: "westcentralus" },
  westus3: { zones: true, pair: "eastus" },
  centralus: { zones: true, pair: "eastus2" },
  northcentralus: { zones: false, pair: "southcentralus" },
  southcentralus: { zones: true, pair: "northcentralus" },
  westeurope: { zones: true, pair: "northeurope" },
  northeurope: { zones: true, pair: "westeurope" },
  germanywestcentral: { zones: true, pair: "germanynorth" },
  germanynorth: { zones: false, pair: "germanywestcentral" },
  francecentral: { zones: true, pair: "francesouth" },
  francesouth: { zones: false, pair: "francecentral" },
  swedencentral: { zones: true, pair: "swedensouth" },
  switzerlandnorth: { zones: true, pair: "switzerlandwest" },
  switzerlandwest: { zones: false, pair: "switzerlandnorth" },
  norwayeast: { zones: true, pair: "norwaywest" },
  norwaywest: { zones: false, pair: "norwayeast" },
  uksouth: { zones: true, pair: "ukwest" },
  ukwest: { zones: false, pair: "uksouth" },
  italynorth: { zones: true },
  polandcentral: { zones: true },
  spaincentral: { zones: true },
  austriaeast: { zones: true },
  belgiumcentral: { zones: true },
};

/** "West Europe" and "westeurope" are the same. */
const plain = (name: string): string => name.toLowerCase().replaceAll(" ", "");

/** Whether the region has availability zones; a region that is not in the list is taken to have them. */
export const hasZones = (name: string): boolean => regions[plain(name)]?.zones ?? true;

/** The paired region; nothing where Azure pairs it with none. */
export const pairOf = (name: string): string | undefined => regions[plain(name)]?.pair;
