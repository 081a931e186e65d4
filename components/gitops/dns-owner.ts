/**
 * Under which names external-dns writes. A stack of a link has a name of its own, another one after each failback: so a former
 * primary that returns finds its records in other hands and leaves them alone, whatever it believes of its role.
 */
import { generationName } from "../names.ts";
import type { LinkArgs } from "../peer.ts";

type Linked = Pick<LinkArgs, "generation" | "primary">;

/** What external-dns writes beside each record of this stack. */
export const dnsOwner = (stack: string, link: Linked | undefined): string =>
  generationName(stack, link?.generation ?? 1);

/** Whose records this stack takes over when it is promoted; empty where it never recovered another one. */
export const formerDnsOwner = (link: Linked | undefined): string =>
  link?.primary ? (link.primary.dnsOwner ?? link.primary.stack) : "";
