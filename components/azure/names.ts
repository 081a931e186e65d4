/** Physical names. All of Azure shares the names of vaults, storage accounts, servers and caches, so they end in digits of a hash. */
import { createHash } from "node:crypto";
import type { Context } from "../contracts/context.ts";

const digest = (...words: readonly string[]): string => createHash("sha256").update(words.join("/")).digest("hex");

/**
 * A name that no other subscription has: the platform's prefix, as much of it as fits, and eight digits.
 * @param limit  most characters that Azure takes
 */
export function globalName({ prefix, account }: Context, limit: number): string {
  const tail = digest(account, prefix).slice(0, 8);
  // Key Vault refuses two dashes in a row.
  const head = prefix.replaceAll(/-+/g, "-").slice(0, limit - tail.length - 1);
  return `${head.replace(/-$/, "")}-${tail}`;
}

/** A storage account's name: lower-case letters and digits only, at most 24. */
export const accountName = ({ prefix, account }: Context, kind: string): string =>
  `${kind}${digest(account, prefix, kind).slice(0, 12)}`;

/** Key Vault takes letters, digits and dashes: `tenants/harbor/database` is `tenants--harbor--database`. */
export const secretName = (path: string): string => path.replaceAll("/", "--");

/** The same words give the same UUID: Azure wants one as the name of a role or of its assignment. */
export function uuid(...words: readonly string[]): string {
  const hex = digest(...words);
  // Version 8 and the usual variant: made by a rule of our own (RFC 9562).
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}
