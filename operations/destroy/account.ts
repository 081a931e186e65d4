/** Whoever calls must stand in the stack's own account: the same name may exist in another. */
import * as z from "zod";
import { aws, az } from "../cloud-cli.ts";
import type { StackPlace } from "../stacks.ts";

const onAws = z.object({ Account: z.string(), Arn: z.string() });
const onAzure = z.object({ id: z.string(), user: z.object({ name: z.string() }) });

export interface Caller {
  /** Role or user. */
  readonly who: string;
  readonly account: string;
}

/** @throws Error with the command line's own words where nobody is logged in */
export async function whoAmI({ cloud, region }: Pick<StackPlace, "cloud" | "region">): Promise<Caller> {
  if (cloud === "aws") {
    const { Account, Arn } = onAws.parse(await aws(["sts", "get-caller-identity"], region));
    return { who: Arn, account: Account };
  }
  const { id, user } = onAzure.parse(await az(["account", "show"]));
  return { who: user.name, account: id };
}

/** @throws Error that names both accounts */
export async function checkAccount(place: StackPlace): Promise<void> {
  const { who, account } = await whoAmI(place);
  if (account !== place.account)
    throw new Error(`${who} stands in ${account}, and ${place.stack} is in ${place.account}: log in there.`);
}
