/** The managed cache. */
import type { ComponentResource, Output } from "@pulumi/pulumi";
import type { Size, WeeklyWindow } from "./context.ts";
import type { Network } from "./network.ts";
import type { Secrets } from "./secrets.ts";

export interface CacheUser {
  readonly name: string;
  /** Its keys all start with `session:<prefix>:` or `session::<prefix>:`, as Odoo's `session_redis` writes them. */
  readonly prefix: string;
  /** Any of them opens it; ElastiCache takes two. */
  readonly passwords: readonly Output<string>[];
}

export interface CacheArgs {
  readonly network: Network;
  readonly secrets: Secrets;
  readonly size: Size;
  /** Replicas in other zones, 0 to 5 on AWS and 0 or 1 on Azure; above 0 a lost node is replaced without a lost session. */
  readonly replicas: number;
  readonly users: readonly CacheUser[];
  readonly maintenance: WeeklyWindow;
  /** Days that the engine's log and its slow log are kept. */
  readonly logDays: number;
}

export interface Cache extends ComponentResource {
  readonly host: Output<string>;
  readonly port: Output<number>;
  /**
   * How far one tenant's credentials reach: `keys` means its own keys only. Where it says `none`, sessions live in
   * PostgreSQL instead (`session_db`), and the fact handed to Odoo says so.
   */
  readonly isolation: "keys" | "none";
}
