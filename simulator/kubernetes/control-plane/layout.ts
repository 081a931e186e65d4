/** Where one cluster lives: its address, its ports and its files. */
import { join } from "node:path";
import type { SimulatorPaths } from "../../paths.ts";

/** Ports on the cluster's own loopback address. A managed cloud serves its API on 443, which only root may listen on. */
export const ports = {
  api: 6443,
  etcd: 2379,
  etcdPeer: 2380,
  controllerManager: 10257,
  scheduler: 10259,
  authenticator: 9443,
  metrics: 4443,
} as const;

/** Name under which pods know the API server. */
export const apiService = "kubernetes.default.svc";

export interface Layout {
  /** Names the cluster's processes. */
  readonly key: string;
  /** Loopback address of everything that listens for this cluster. */
  readonly address: string;
  readonly server: string;
  /** Holds all of the following but the logs. */
  readonly folder: string;
  readonly etcd: string;
  readonly etcdData: string;
  /** Keys, tokens and kubeconfigs: readable by the owner only. */
  readonly secrets: string;
  /** One folder for each pod that runs as a local process. */
  readonly pods: string;
  /** Data of persistent volumes that local processes mount. */
  readonly volumes: string;
  /** Logs of local pods. */
  readonly logs: string;
}

/**
 * @param key      unique among the simulator's clusters
 * @param address  from `World.addressOf`
 */
export function layoutOf(key: string, address: string, { data, logs }: SimulatorPaths): Layout {
  const folder = join(data, "kubernetes", key);
  return {
    key,
    address,
    server: `https://${address}:${ports.api}`,
    folder,
    etcd: `https://${address}:${ports.etcd}`,
    etcdData: join(folder, "etcd"),
    secrets: join(folder, "secrets"),
    pods: join(folder, "pods"),
    volumes: join(folder, "volumes"),
    logs: join(logs, `${key}-pods`),
  };
}
