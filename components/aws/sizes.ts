/**
 * Machines behind the sizes. Graviton throughout: PostgreSQL and Valkey run on it unchanged, for less money.
 * The small database is a burstable machine: right for development, and for staging outside load tests.
 * Source: instance type tables of Amazon RDS and Amazon ElastiCache, November 2026.
 */
import type { Size } from "../contracts/context.ts";

/** 2, 4, 8, 16 vCPU with 8, 16, 32, 64 GiB. */
export const databaseClasses: Readonly<Record<Size, string>> = {
  small: "db.t4g.large",
  medium: "db.m7g.xlarge",
  large: "db.m7g.2xlarge",
  xlarge: "db.m7g.4xlarge",
};

/** About 3, 6, 13 and 26 GiB; a session of Odoo takes a few KiB. */
export const cacheNodes: Readonly<Record<Size, string>> = {
  small: "cache.t4g.medium",
  medium: "cache.m7g.large",
  large: "cache.m7g.xlarge",
  xlarge: "cache.m7g.2xlarge",
};
