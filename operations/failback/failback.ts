/** A former primary becomes a recovery; what its databases hold stays for whoever looks into what was lost. */
import { workTree } from "../../simulator/paths.ts";
import { drainCluster } from "../destroy/destroy.ts";
import { kubeconfigOf } from "../destroy/kubeconfig.ts";
import { linkOf, writeLink } from "../link/link.ts";
import { readPeer } from "../link/peer.ts";
import { importState } from "../retire/unprotect.ts";
import { readSettings } from "../settings.ts";
import { type Changes, writeSettings } from "../stack-file.ts";
import { exportState } from "../state.ts";
import { withdrawCopyOrders } from "./copy-orders.ts";
import { formerParts, withoutParts } from "./former.ts";

export interface FailBackArgs {
  readonly stack: string;
  /** Stack that took over; default the peer of the link. */
  readonly successor?: string | undefined;
  /** Whether it is done, or only said. */
  readonly yes: boolean;
}

/**
 * @returns what was done and what comes next, for people
 * @throws Error where the other stack is no primary, or does not recover this one
 */
export async function failBack({ stack, successor, yes }: FailBackArgs): Promise<readonly string[]> {
  const { role, link } = successor === undefined ? linkOf(stack).settings : readSettings(workTree, stack);
  const { generation = 1 } = link ?? {};
  const peer = successor ?? link?.peer ?? "";
  const by = byOf(peer, stack);
  const given = await readPeer(peer);
  const up = `npx pulumi up -s ${stack} --policy-pack policy-pack`;
  // A peer that came back from backups has other servers than those that the replicas here follow.
  const leftBehind = by === "replica" && link?.primary && link.primary.shared.database !== given.facts.shared.database;
  if (role === "recovery" && !leftBehind) {
    if (peer !== link?.peer) throw new Error(`${stack} recovers ${link?.peer} already, and not ${peer}`);
    if (yes) await writeLink(stack, given);
    return [`${stack} recovers ${peer} already. \`${up}\` carries out what is left of it.`];
  }
  const state = await exportState({ folder: workTree, stack, environment: process.env });
  const former = formerParts(state, generation, by);
  const kept = former.flatMap(({ type, outputs }) => {
    const name = outputs?.identifier ?? outputs?.name;
    return /:(Instance|Server)$/.test(type) ? [`  ${String(name)}`] : [];
  });
  const lines = [`These databases leave Pulumi's state and stay in the cloud, untouched:`, ...kept];
  if (!yes) return [`${stack} would become the recovery of ${peer}.`, ...lines, "Nothing was changed; --yes does it."];
  // The cluster of a pilot light goes with its role. What is in no state goes before it: load balancers, volumes.
  const kubeconfig = link?.standby === "pilot-light" ? kubeconfigOf(state) : undefined;
  if (kubeconfig) await drainCluster(kubeconfig, (step) => console.error(`draining: ${step}`));
  await withdrawCopyOrders(state);
  // The state first: a failback that breaks off after it finds no servers when it is started again, and goes on.
  await importState(stack, withoutParts(state, former));
  await writeLink(stack, given, [
    [["longshore:role"], "recovery"],
    [["longshore:link", "generation"], generation + 1],
    ...(peer === link?.peer ? [] : anotherPeer(peer, by)),
  ]);
  // Its peer may have sent copies to nobody so far, or to another stack.
  const sends = by === "backups" && readSettings(workTree, peer).copies?.to !== stack;
  if (sends) writeSettings(workTree, peer, [[["longshore:copies"], { to: stack }]]);
  return [`${stack} is the recovery of ${peer} now.`, ...lines, ...next({ stack, peer, by })];
}

const anotherPeer = (peer: string, by: string): Changes => [
  [["longshore:link", "peer"], peer],
  [["longshore:link", "by"], by],
];

/** How a successor recovered a stack, which is how it is recovered by it. */
function byOf(successor: string, stack: string): "replica" | "backups" {
  const { link } = readSettings(workTree, successor);
  if (link?.peer === stack) return link.by;
  throw new Error(`${successor} does not recover ${stack}: its longshore:link.peer is ${link?.peer ?? "missing"}`);
}

function next({ stack, peer, by }: { readonly stack: string; readonly peer: string; readonly by: string }) {
  const up = (which: string) => `npx pulumi up -s ${which} --policy-pack policy-pack`;
  if (by === "replica") return [`Go on with \`${up(stack)}\`.`];
  return ["Go on with", `  ${up(stack)}`, `  npx longshore link --stack ${stack}`, `  ${up(peer)}`];
}
