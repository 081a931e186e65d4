/** KWOK: keeps nodes alive and stands in for the pods that no local program can run. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessDefinition } from "../../supervisor.ts";
import type { Toolchain } from "../../toolchain/toolchain.ts";
import type { Credentials } from "../control-plane/credentials.ts";
import type { Layout } from "../control-plane/layout.ts";
import { stages } from "./stages.ts";

/** Addresses that stand-in pods show; nothing listens on them. */
const podRange = "10.244.0.0/17";
/** Seconds after which a node without a heartbeat counts as lost. */
const leaseSeconds = 40;

/** @param real  regular expression of the images that KWOK leaves alone */
export function kwok(toolchain: Toolchain, layout: Layout, credentials: Credentials, real: string): ProcessDefinition {
  const config = join(layout.secrets, "kwok.yaml");
  writeFileSync(config, stages(toolchain.modules.kwok, real));
  return {
    name: `${layout.key}-kwok`,
    command: toolchain.bin.kwok,
    args: [
      `--kubeconfig=${credentials.kubeconfigs.kwok}`,
      `--config=${config}`,
      "--manage-all-nodes=false",
      "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
      `--cidr=${podRange}`,
      `--node-ip=${layout.address}`,
      `--node-lease-duration-seconds=${leaseSeconds}`,
    ],
  };
}
