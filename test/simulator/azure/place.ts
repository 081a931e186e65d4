/** The subscription and region of the fixtures. */
export const azurePlace = { account: "00000000-0000-4000-8000-000000000001", region: "germanywestcentral" } as const;
