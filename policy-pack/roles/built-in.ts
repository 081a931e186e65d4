/** Azure's own roles, by id. Source: "Azure built-in roles", Microsoft Learn, November 2026. */

/** Roles over everything in their scope, or over who has which role. */
export const administrators: Readonly<Record<string, string>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
  "00482a5a-887f-4fb3-b363-3b7fe8e74483": "Key Vault Administrator",
  "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
};

/** Roles that read what a vault holds, and what their scope must end in. */
export const vaultReaders: Readonly<Record<string, RegExp>> = {
  "4633458b-17de-408a-b874-0445c86b69e6": /\/secrets\/[^/]+$/,
  "e147488a-f6f5-4113-8e2d-b22465e65bf6": /\/keys\/[^/]+$/,
  "12338af0-0e69-4776-bea7-57ae8d297424": /\/keys\/[^/]+$/,
};

/** Roles that read or write all objects of their scope. */
export const objectRoles: Readonly<Record<string, readonly string[]>> = {
  "ba92f5b4-2d11-453d-a403-e96b0029c9fe": ["read", "write", "add/action", "delete", "move/action"],
  "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": ["read"],
};

/** Of a role definition's resource id. */
export const roleId = (definition: string): string => definition.split("/").at(-1)?.toLowerCase() ?? "";
