import type { Subject } from "../judge/subject.ts";

/**
 * The tenant that a resource belongs to; empty where all share it.
 * @throws UnknownValueError
 */
export const tenantOf = ({ inputs, defaultTags }: Subject): string =>
  inputs.text("tags.tenant") || String(defaultTags?.tenant ?? "");

/** Whether a path has the tenant's name as one of its parts, for example `tenants/harbor/*`. */
export const isUnder = (path: string, tenant: string): boolean => path.split(/\/|--/).includes(tenant);
