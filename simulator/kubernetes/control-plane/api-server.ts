/** The Kubernetes API server. */
import type { ProcessDefinition } from "../../supervisor.ts";
import { answers } from "./answers.ts";
import type { Credentials } from "./credentials.ts";
import { apiService, type Layout, ports } from "./layout.ts";

/**
 * Admission plugins beyond those that are on by default (PodSecurity, ResourceQuota, LimitRanger, ValidatingAdmissionPolicy
 * and so on), as EKS has them: https://docs.aws.amazon.com/eks/latest/userguide/platform-versions.html (read 2026-11-22).
 */
const admissionPlugins = ["NodeRestriction", "ExtendedResourceToleration"];

export interface ApiServerArgs {
  /** Minor version that the cluster shows and behaves as, for example `1.35`. */
  readonly version: string;
  /** Issuer of service account tokens. */
  readonly issuer: string;
  /** Addresses of Services, IPv4 in CIDR form. */
  readonly serviceRange: string;
}

/** @param command  path of the multi-call binary */
export function apiServer(
  command: string,
  layout: Layout,
  credentials: Credentials,
  { version, issuer, serviceRange }: ApiServerArgs,
): ProcessDefinition {
  return {
    name: `${layout.key}-apiserver`,
    command,
    args: [
      "kube-apiserver",
      `--emulated-version=${version}`,
      `--bind-address=${layout.address}`,
      `--secure-port=${ports.api}`,
      `--etcd-servers=${layout.etcd}`,
      `--etcd-cafile=${credentials.caFile}`,
      `--etcd-certfile=${credentials.serverCertificate}`,
      `--etcd-keyfile=${credentials.serverKey}`,
      `--tls-cert-file=${credentials.serverCertificate}`,
      `--tls-private-key-file=${credentials.serverKey}`,
      `--token-auth-file=${credentials.tokens}`,
      `--authentication-token-webhook-config-file=${credentials.authenticator}`,
      "--authentication-token-webhook-version=v1",
      // Short, so that taking an access entry away shows at once.
      "--authentication-token-webhook-cache-ttl=1s",
      "--authorization-mode=Node,RBAC",
      `--enable-admission-plugins=${admissionPlugins.join(",")}`,
      `--service-cluster-ip-range=${serviceRange}`,
      `--service-account-issuer=${issuer}`,
      `--api-audiences=https://${apiService},${issuer}`,
      `--service-account-key-file=${credentials.serviceAccountPublicKey}`,
      `--service-account-signing-key-file=${credentials.serviceAccountKey}`,
      // A loopback address may not stand in Endpoints; nothing looks the API server up there.
      "--endpoint-reconciler-type=none",
      "--allow-privileged=true",
    ],
    ready: () => answers(`${layout.server}/readyz`, credentials),
  };
}
