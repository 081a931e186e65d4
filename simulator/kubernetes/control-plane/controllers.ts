/** The controller manager and the scheduler. */
import type { ProcessDefinition } from "../../supervisor.ts";
import { answers } from "./answers.ts";
import type { Credentials } from "./credentials.ts";
import { type Layout, ports } from "./layout.ts";

/** Seconds between two looks of the horizontal pod autoscaler, a third of the default, so that nobody waits for it. */
const autoscalerSeconds = 5;

/**
 * @param command  path of the multi-call binary
 * @param version  minor version that the API server behaves as
 */
export function controllerManager(
  command: string,
  layout: Layout,
  credentials: Credentials,
  version: string,
): ProcessDefinition {
  return {
    name: `${layout.key}-controller-manager`,
    command,
    args: [
      "kube-controller-manager",
      `--emulated-version=${version}`,
      ...serving(credentials.kubeconfigs.controllerManager, layout, ports.controllerManager),
      ...certificate(credentials),
      "--use-service-account-credentials=true",
      `--service-account-private-key-file=${credentials.serviceAccountKey}`,
      `--root-ca-file=${credentials.caFile}`,
      `--horizontal-pod-autoscaler-sync-period=${autoscalerSeconds}s`,
    ],
    ready: () => answers(`https://${layout.address}:${ports.controllerManager}/healthz`, credentials),
  };
}

/**
 * @param command  path of the multi-call binary
 * @param version  minor version that the API server behaves as
 */
export function scheduler(
  command: string,
  layout: Layout,
  credentials: Credentials,
  version: string,
): ProcessDefinition {
  return {
    name: `${layout.key}-scheduler`,
    command,
    args: [
      "kube-scheduler",
      `--emulated-version=${version}`,
      ...serving(credentials.kubeconfigs.scheduler, layout, ports.scheduler),
      ...certificate(credentials),
    ],
    ready: () => answers(`https://${layout.address}:${ports.scheduler}/healthz`, credentials),
  };
}

function serving(kubeconfig: string, layout: Layout, port: number): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    `--bind-address=${layout.address}`,
    `--secure-port=${port}`,
    // There is one of each.
    "--leader-elect=false",
    "--v=1",
  ];
}

function certificate({ serverCertificate, serverKey }: Credentials): string[] {
  return [`--tls-cert-file=${serverCertificate}`, `--tls-private-key-file=${serverKey}`];
}
