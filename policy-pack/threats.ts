/** What the platform defends against. `docs/threats.md` tells each in a sentence and names its rules; a test compares both. */
export const threats = [
  "public-exposure",
  "plaintext",
  "over-wide-identity",
  "lost-data",
  "missing-backups",
  "lost-history",
  "unattributable-access",
  "single-point-of-failure",
  "network-planes-joined",
  "unsupported-versions",
  "wrong-account",
  "wrong-region",
  "runaway-cost",
  "untagged-cost",
] as const;
export type Threat = (typeof threats)[number];
