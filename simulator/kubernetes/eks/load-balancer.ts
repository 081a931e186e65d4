/** Names of the load balancers that EKS Auto Mode makes for Services. */
import { createHash } from "node:crypto";
import type { Service } from "../api/model.ts";
import type { EksCluster } from "./access.ts";

/** https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html (read 2026-11-22). */
export const loadBalancerClass = "eks.amazonaws.com/nlb";

/** For example `k8s-traefik-traefik-0a1b2c3d4e-0123456789abcdef.elb.eu-central-1.amazonaws.com`. */
export function loadBalancerHost({ name, account, region }: EksCluster, { metadata }: Service): string {
  const hash = createHash("sha256").update([account, region, name, metadata.uid].join("|")).digest("hex");
  const parts = ["k8s", short(metadata.namespace ?? ""), short(metadata.name), hash.slice(0, 10)];
  return `${parts.join("-")}-${hash.slice(10, 26)}.elb.${region}.amazonaws.com`;
}

/** At most eight letters and digits, as the controller cuts them. */
const short = (text: string) => text.replaceAll(/[^a-z0-9]/g, "").slice(0, 8);
