/** Where databases, caches and object stores stand, and who reaches them there. */
import { type Finding, findingIf } from "../judge/finding.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { addresses, allows, ports } from "../network/group-rules.ts";
import { holdsRange } from "../network/ranges.ts";
import { nodeSubnets } from "./node-pools.ts";
import { guardOf, type Subnet, subnetsOf, subnetWithId } from "./subnets.ts";
import { databaseServer } from "./types.ts";

/** Of a vault: it keeps the keys, and stands with what manages the platform. */
const vaultPart = "vault";

/**
 * The subnet of a database server, or of a store's private endpoint.
 * @throws UnknownValueError
 */
export function storeSubnet(store: Subject, stack: StackView): Subnet | undefined {
  const { inputs, type } = store;
  if (type === databaseServer) {
    return subnetWithId(stack, store, "network", inputs.text("network.delegatedSubnetResourceId"));
  }
  const parts = inputs.elements("privateLinkServiceConnections").flatMap((each) => each.texts("groupIds"));
  return parts.includes(vaultPart) ? undefined : subnetWithId(stack, store, "subnet", inputs.text("subnet.id"));
}

/** What a store's security group lets in beyond the nodes' subnets and the stores' own. */
export function openInAzure(stack: StackView, subnet: Subnet): readonly Finding[] {
  const own = subnet.inputs.text("networkSecurityGroup.id");
  const nodes = nodeSubnets(stack, subnet.network);
  const barred = subnetsOf(stack, subnet.network)
    .filter(({ name, inputs }) => !nodes.includes(name) && inputs.text("networkSecurityGroup.id") !== own)
    .map(({ inputs }) => inputs.text("addressPrefix"));
  const group = guardOf(stack, subnet);
  const path = `security group of ${subnet.name}`;
  return (group?.inputs.elements("securityRules") ?? [])
    .filter((rule) => allows(rule, "Inbound"))
    .flatMap((rule) => {
      // A word of Azure, such as VirtualNetwork, stands for more than one plane.
      const wide = addresses(rule, "source").filter(
        (range) => !/^[\d.:a-f]+\/\d+$/.test(range) || barred.some((inner) => holdsRange(range, inner)),
      );
      const open = ports(rule).filter((port) => !/^\d+$/.test(port));
      return [
        ...findingIf(wide.length > 0, path, wide, "ranges of the application plane"),
        ...findingIf(open.length > 0, path, `ports ${open.join(", ")}`, "the ports that stores listen on"),
      ];
    });
}
