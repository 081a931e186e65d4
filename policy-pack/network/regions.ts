/** Azure writes a region as `West Europe` as well. */
export const plainRegion = (location: string): string => location.replaceAll(" ", "").toLowerCase();
