/** Who is primary, as the record says it. */

/** What came of asking for the record: its values, or why there is none. */
export type Answer = { readonly values: readonly string[] } | { readonly silence: string };

export type Verdict =
  /** This stack is primary. */
  | { readonly kind: "ours" }
  /** Another one is. */
  | { readonly kind: "theirs"; readonly stack: string }
  /** Nobody knows: nothing is renewed, and nothing is closed before its time. */
  | { readonly kind: "unknown"; readonly why: string };

const stackName = /^[a-z][a-z0-9-]*[a-z0-9]$/;

/** @param stack  that asks */
export function judge(answer: Answer, stack: string): Verdict {
  if ("silence" in answer) return { kind: "unknown", why: answer.silence };
  const [named = "", ...others] = answer.values;
  if (others.length > 0) return { kind: "unknown", why: `it has ${answer.values.length} values` };
  if (!stackName.test(named)) return { kind: "unknown", why: `it says ${JSON.stringify(named)}, which is no stack` };
  return named === stack ? { kind: "ours" } : { kind: "theirs", stack: named };
}
