/** Where a subnet's route table leads. */
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { everywhere } from "./ranges.ts";

/** Whether a subnet has a default route. */
export const waysOut = (stack: StackView, subnet: Subject): boolean =>
  tablesOf(stack, subnet).some(({ inputs }) =>
    inputs
      .elements("routes")
      .some((route) => everywhere.includes(route.text("cidrBlock") || route.text("ipv6CidrBlock"))),
  );

/** Whether a subnet leads to the internet without a NAT gateway, so that the internet leads to it. */
export const isEdge = (stack: StackView, subnet: Subject): boolean =>
  tablesOf(stack, subnet).some(({ inputs }) =>
    inputs.elements("routes").some((route) => route.has("gatewayId") && !route.has("natGatewayId")),
  );

const tablesOf = (stack: StackView, subnet: Subject): readonly Subject[] =>
  stack
    .linking(subnet, "aws:ec2/routeTableAssociation:RouteTableAssociation", "subnetId")
    .flatMap((association) => stack.linked(association, "routeTableId", "aws:ec2/routeTable:RouteTable"));
