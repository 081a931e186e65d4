/**
 * Regions by the region that Azure copies geo-redundant backups to; a region without one has no such backups.
 * Source: "List of Azure regions" (paired regions), Microsoft Learn, November 2026; Europe and North America only.
 */
export const regionPairs: Readonly<Record<string, string>> = {
  canadacentral: "canadaeast",
  centralus: "eastus2",
  eastus: "westus",
  eastus2: "centralus",
  francecentral: "francesouth",
  germanywestcentral: "germanynorth",
  northeurope: "westeurope",
  norwayeast: "norwaywest",
  swedencentral: "swedensouth",
  switzerlandnorth: "switzerlandwest",
  uksouth: "ukwest",
  westeurope: "northeurope",
  westus2: "westcentralus",
};
