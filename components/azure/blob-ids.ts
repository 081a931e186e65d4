/** Parts of a container's resource id. */

/** Resource id of the storage account. */
export const accountOf = (container: string): string => container.replace(/\/blobServices\/.*$/, "");

/** @throws Error where the id has none */
export function groupNameOf(id: string): string {
  const [, name] = /\/resourceGroups\/([^/]+)\//i.exec(id) ?? [];
  if (name === undefined) throw new Error(`${id} is in no resource group; fits the id of a container`);
  return name;
}
