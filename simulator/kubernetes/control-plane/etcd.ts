/** The cluster's store. */
import type { ProcessDefinition } from "../../supervisor.ts";
import { answers } from "./answers.ts";
import type { Credentials } from "./credentials.ts";
import { type Layout, ports } from "./layout.ts";

/** @param command  path of etcd 3.6 or newer: informers lag behind with older ones */
export function etcd(command: string, layout: Layout, credentials: Credentials): ProcessDefinition {
  const peer = `https://${layout.address}:${ports.etcdPeer}`;
  const { caFile, serverCertificate, serverKey } = credentials;
  return {
    name: `${layout.key}-etcd`,
    command,
    args: [
      `--name=${layout.key}`,
      `--data-dir=${layout.etcdData}`,
      `--listen-client-urls=${layout.etcd}`,
      `--advertise-client-urls=${layout.etcd}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=${layout.key}=${peer}`,
      `--trusted-ca-file=${caFile}`,
      `--cert-file=${serverCertificate}`,
      `--key-file=${serverKey}`,
      "--client-cert-auth=true",
      `--peer-trusted-ca-file=${caFile}`,
      `--peer-cert-file=${serverCertificate}`,
      `--peer-key-file=${serverKey}`,
      "--peer-client-cert-auth=true",
      // A simulated cluster need not survive a power cut, and a laptop's disk is slow to sync.
      "--unsafe-no-fsync=true",
      "--log-level=warn",
    ],
    ready: () => answers(`${layout.etcd}/health`, credentials),
  };
}
