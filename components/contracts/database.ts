/** The managed PostgreSQL. */
import type { ComponentResource, Output, Resource } from "@pulumi/pulumi";
import type { Passwords } from "../passwords.ts";
import type { Size, WeeklyWindow } from "./context.ts";
import type { Network } from "./network.ts";
import type { SecretReference, Secrets } from "./secrets.ts";

/** People of the directory, in a group. */
export interface Group {
  readonly name: string;
  /** Object id in Entra. */
  readonly id: string;
}

/** The server in another region that a database was made from. */
export interface DatabaseOrigin {
  /** ARN, or resource id. */
  readonly source: string;
  /** Whether it still follows that server; afterwards it stands by itself, with the same data. */
  readonly follows: boolean;
  /** What turns the other side away: it stands before the database stops following. Default: nobody is to be turned away. */
  readonly after?: Resource | undefined;
}

export interface DatabaseArgs {
  readonly network: Network;
  readonly secrets: Secrets;
  readonly passwords: Passwords;
  /** Default: it was made empty. */
  readonly origin?: DatabaseOrigin | undefined;
  /** From 1 up; another number is another server, with a name of its own. */
  readonly generation: number;
  /** Major version of PostgreSQL, for example `16`. */
  readonly version: string;
  /** Major version that is left, while an upgrade is meant; default none is. */
  readonly upgradeFrom?: string | undefined;
  readonly size: Size;
  readonly storageGib: number;
  /** Storage grows by itself up to this; Azure knows no upper end and only whether it may grow. */
  readonly maximumStorageGib: number;
  /** A standby in another zone that takes over by itself. */
  readonly standby: boolean;
  /** Readable replicas in the region, 0 to 5. */
  readonly replicas: number;
  /** Days of point-in-time recovery, 1 to 35; on Azure from 7. */
  readonly recoveryDays: number;
  /** A second, as RFC 3339: a server with the data of then is made beside this one. Default none is. */
  readonly rewindTo?: string | undefined;
  readonly maintenance: WeeklyWindow;
  /** Deviations from the governed parameters, checked against their allowed range (`postgresql.ts`). */
  readonly parameters: Readonly<Record<string, string>>;
  /** Date of the administrator's password, for example `2026-11-01`: another date makes another password. */
  readonly passwordDate: string;
  /** Groups whose members open the database with their cloud identity. Azure only: RDS logs people in by password here. */
  readonly administrators: readonly Group[];
  /** Days that the server's logs are kept. */
  readonly logDays: number;
}

export interface Database extends ComponentResource {
  readonly id: Output<string>;
  /** What a replica in another region is made from: ARN, or resource id. */
  readonly source: Output<string>;
  readonly host: Output<string>;
  readonly port: Output<number>;
  /** First readable replica; undefined where there is none. */
  readonly readHost: Output<string> | undefined;
  /** Server with the data of `rewindTo`; undefined where none was asked for. */
  readonly rewindHost: Output<string> | undefined;
  /** Administrator's `username`, `password`, `host`, `port`: readable by the provisioning identity only. */
  readonly admin: SecretReference;
  /** What the server accepts in all; sizing checks the sum of its tenants against it. */
  readonly maxConnections: number;
}
