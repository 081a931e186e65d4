/** What is wrong with a resource, and what would be right. */
export interface Finding {
  /** Input that is wrong, for example `vpcConfig.endpointPublicAccess`, or words for what is missing. */
  readonly path: string;
  readonly found: string;
  readonly fits: string;
}

/** Longest value that a message repeats. */
const limit = 80;

/** A value as a message shows it. Only inputs that a rule names are shown, and none of them is a secret. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return "not set";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** One finding where `wrong`, else none. */
export const findingIf = (wrong: boolean, path: string, found: unknown, fits: string): readonly Finding[] =>
  wrong ? [{ path, found: show(found), fits }] : [];
