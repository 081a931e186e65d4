/** What one check found. */
export interface Finding {
  /** What was looked at, in a few words. */
  readonly what: string;
  /** `not checked` is no verdict: `says` gives the reason. */
  readonly verdict: "good" | "wrong" | "not checked";
  readonly says: string;
  /** What to do about it; only where something is wrong. */
  readonly remedy?: string;
}

export const good = (what: string, says: string): Finding => ({ what, verdict: "good", says });
export const wrong = (what: string, says: string, remedy: string): Finding => ({
  what,
  verdict: "wrong",
  says,
  remedy,
});
export const notChecked = (what: string, says: string): Finding => ({ what, verdict: "not checked", says });

/** The findings of some work, or that it could not be done and why: one check that fails stops no other. */
export async function attempt(what: string, work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    return [notChecked(what, error instanceof Error ? error.message : String(error))];
  }
}
