/** What a stack gives to the other one of its link: its outputs `link` and `linkSecrets`, from the state. */
import * as z from "zod";
import type { PasswordValues } from "../../components/passwords.ts";
import type { Peer } from "../../components/peer.ts";
import { workTree } from "../../simulator/paths.ts";
import { peer } from "../../stacks/link.ts";
import { mustPulumi } from "../pulumi.ts";

const outputs = z.looseObject({ link: peer, linkSecrets: z.record(z.string(), z.string()) });

export interface Given {
  readonly facts: Peer;
  readonly secrets: PasswordValues;
}

/** @throws Error where the stack is no primary, or none yet */
export async function readPeer(stack: string): Promise<Given> {
  const where = { folder: workTree, stack, environment: process.env };
  const said: unknown = JSON.parse(await mustPulumi(where, ["stack", "output", "--json", "--show-secrets"]));
  const { success, data } = outputs.safeParse(said);
  if (success) return { facts: data.link, secrets: data.linkSecrets };
  throw new Error(`${stack} gives no facts of a primary: is its role primary, and did \`pulumi up\` end since then?`);
}
