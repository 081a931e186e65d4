/** What may strike in the middle of a failover, in the order in which it is played. */
import type { FailoverFault } from "./fault.ts";
import { orders } from "./orders.ts";
import { promotions } from "./promotions.ts";
import { returns } from "./returns.ts";

export const failoverFaults: readonly FailoverFault[] = [...promotions, ...orders, ...returns];
