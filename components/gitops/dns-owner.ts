/**
 * Under which names external-dns writes. A stack of a link has a name of its own, another one after each failback: so a former
 * primary that returns finds its records in other hands and leaves them alone, whatever it believes of its role.
 */

import type { Context } from "../contracts/context.ts";
import { generationName } from "../names.ts";
import type { LinkArgs } from "../peer.ts";

type Linked = Pick<LinkArgs, "generation" | "primary">;

/** What external-dns writes beside each record of this stack. */
export const dnsOwner = (stack: string, link: Linked | undefined): string =>
  generationName(stack, link?.generation ?? 1);

/**
 * Whose records this stack takes over when it is promoted: its peer's, or in a zone of its own those that it wrote under its
 * generation before. Empty where it never recovered another one.
 */
export function formerDnsOwner(
  { stack, account }: Pick<Context, "stack" | "account">,
  link: Linked | undefined,
): string {
  const { primary, generation = 1 } = link ?? {};
  if (!primary) return "";
  if (primary.account === account) return primary.dnsOwner ?? primary.stack;
  return generation > 1 ? generationName(stack, generation - 1) : "";
}
