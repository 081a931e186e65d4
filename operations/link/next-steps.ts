/** What to type after a link, in this order. */
export interface Linked {
  readonly stack: string;
  readonly peer: string;
  /** Whether the stack has learnt something of its peer. */
  readonly learnt: boolean;
  /** Whether the peer sends copies of its backups to the stack, and whether it has just been told where. */
  readonly sends: boolean;
  readonly told: boolean;
}

export function nextSteps({ stack, peer, learnt, sends, told }: Linked): readonly string[] {
  const up = (which: string) => `npx pulumi up -s ${which} --policy-pack policy-pack`;
  if (!learnt) return told ? [up(peer)] : [];
  // What the receiver gives may be otherwise once it is up.
  return sends ? [up(stack), `npx longshore link --stack ${stack}`, up(peer)] : [up(stack)];
}
