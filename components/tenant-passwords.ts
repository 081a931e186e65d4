/**
 * Passwords of a tenant, one for each date that the settings list: the first is in use, the second still works until it is
 * taken off the list (`docs/decisions/rotation.md`).
 */
import type { Output, Resource } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { Passwords } from "./passwords.ts";

export interface DatedPassword {
  /** For example `2026-11-01`. */
  readonly date: string;
  readonly value: Output<string>;
}

/** The one in use, and the one before it while pods may still hold it. */
export type CurrentAndPrevious = readonly [DatedPassword, DatedPassword?];

/** Dates of passwords, the one in use first. */
export type PasswordDates = readonly [string, string?];

/** Letters and digits only: they stand in URLs and files that have rules of their own. */
export const passwordForm = { length: 32, special: false } as const;

/**
 * @param name  of the resources, before the date: a date that stays listed keeps its password
 */
export function datedPasswords(
  name: string,
  [current, previous]: PasswordDates,
  passwords: Passwords,
  parent: Resource,
): CurrentAndPrevious {
  const password = (date: string): DatedPassword => ({
    date,
    value: passwords.of(
      `${name}-${date}`,
      () => new RandomPassword(`${name}-${date}`, passwordForm, { parent }).result,
    ),
  });
  return previous === undefined ? [password(current)] : [password(current), password(previous)];
}

export interface Logins {
  readonly username: string;
  readonly password: Output<string>;
  /** Empty where only one password works. */
  readonly previousUsername: string;
  readonly previousPassword: string | Output<string>;
}

/** Logins of a role of PostgreSQL, as the secret store keeps them: a server knows one password for each name. */
export function loginsOf(role: string, [current, previous]: CurrentAndPrevious): Logins {
  const login = ({ date }: DatedPassword) => `${role}_${date.replaceAll("-", "")}`;
  return {
    username: login(current),
    password: current.value,
    previousUsername: previous ? login(previous) : "",
    previousPassword: previous?.value ?? "",
  };
}

/** The same under names that begin with a word, where one secret holds the logins of several roles. */
export function prefixed(word: string, logins: Logins): Readonly<Record<string, string | Output<string>>> {
  return Object.fromEntries(
    Object.entries(logins).map(([key, value]) => [`${word}${key.charAt(0).toUpperCase()}${key.slice(1)}`, value]),
  );
}
