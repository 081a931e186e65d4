/** Microsoft Azure. */
import type { Cloud } from "../contracts/cloud.ts";
import { Budget } from "./budget.ts";
import { Cache } from "./cache.ts";
import { Cluster } from "./cluster.ts";
import { Database } from "./database.ts";
import { Dns } from "./dns.ts";
import { Identity } from "./identity.ts";
import { Network } from "./network.ts";
import { ObjectStore } from "./object-store.ts";
import { PrimaryRecord } from "./primary-record.ts";
import { provider } from "./provider.ts";
import { Receiver } from "./receiver.ts";
import { ObjectReplication } from "./replication.ts";
import { Secrets } from "./secrets.ts";

export const cloud: Cloud = {
  Network,
  Secrets,
  ObjectStore,
  ObjectReplication,
  Receiver,
  Database,
  Cache,
  Cluster,
  Identity,
  Dns,
  PrimaryRecord,
  Budget,
  provider,
};
