import { onNodePools } from "../../azure/node-checks.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import type { Finding } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { onResource, type Rule } from "../../rule.ts";

const closed = (subnet: Inputs): readonly Finding[] => subnet.must("defaultOutboundAccess", is(false), true);

export const subnetsGiveNoPublicAddresses: Rule = {
  name: "subnets-give-no-public-addresses",
  threat: "public-exposure",
  level: "mandatory",
  severity: "medium",
  description: "No subnet hands out public addresses by itself",
  why: "A machine in the edge would face the internet before anybody decided so",
  frameworks: [securityHub("EC2.15"), azurePillar("security")],
  remedy:
    "leave mapPublicIpOnLaunch, defaultOutboundAccess and enableNodePublicIP at false; load balancers and NAT gateways get addresses of their own",
  checks: {
    aws: [onResource("aws:ec2/subnet:Subnet", ({ inputs }) => inputs.must("mapPublicIpOnLaunch", is(false), false))],
    azure: [
      onResource(types.virtualNetwork, ({ inputs }) => inputs.each("subnets", closed)),
      onResource(types.subnet, ({ inputs }) => closed(inputs)),
      ...onNodePools((pool) => pool.must("enableNodePublicIP", is(false), false)),
    ],
  },
};
