/** What has changed at a primary since its facts were copied. */
import type { PasswordValues } from "../../components/passwords.ts";

/**
 * @param path  of both values, for messages
 * @returns path and what is otherwise; `was` is what the copy says
 */
export function differences(was: unknown, is: unknown, path: string): readonly string[] {
  if (isSection(was) && isSection(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return keys.flatMap((key) => differences(was[key], is[key], `${path}.${key}`));
  }
  if (was === undefined && isSection(is)) return [`${path}: not copied yet`];
  const [before, now] = [show(was), show(is)];
  return before === now ? [] : [`${path}: ${before}, now ${now}`];
}

/** Names of passwords that are new, gone or others; never their values. */
export function changedSecrets(was: PasswordValues, is: PasswordValues): readonly string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names
    .filter((name) => was[name] !== is[name])
    .map(
      (name) => `linkSecrets.${name}: ${was[name] === undefined ? "new" : is[name] === undefined ? "gone" : "another"}`,
    );
}

const isSection = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const show = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
