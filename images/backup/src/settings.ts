/** Reads the environment. README.md has the table of all variables. */
import { Failure } from "./failure.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Names whose values never appear in a log or on a command line. */
export const secretNames = [
  "PGPASSWORD",
  "RESTIC_PASSWORD",
  "ADMIN_PASSWORD",
  "OWNER_PASSWORD",
  "BACKUP_PASSWORD",
  "VERIFY_PASSWORD",
  "OWNER_PREVIOUS_PASSWORD",
  "BACKUP_PREVIOUS_PASSWORD",
  "VERIFY_PREVIOUS_PASSWORD",
  "UPGRADE_PASSWORD",
  "UPGRADE_PREVIOUS_PASSWORD",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AZURE_ACCOUNT_KEY",
  "AZURE_ACCOUNT_SAS",
] as const;

/**
 * Values of variables that must be set.
 * @throws Failure `settings` that names all that are missing
 */
export function required<const Name extends string>(
  environment: Environment,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) if (environment[name]) found[name] = environment[name];
  if (!isComplete(found, names)) {
    const missing = names.filter((name) => found[name] === undefined).join(", ");
    throw new Failure(
      "settings",
      `environment: ${missing} not set`,
      "set what the table in images/backup/README.md asks",
    );
  }
  return found;
}

function isComplete<Name extends string>(
  found: Partial<Record<Name, string>>,
  names: readonly Name[],
): found is Record<Name, string> {
  return names.every((name) => found[name] !== undefined);
}

/**
 * A whole number, or the default where the variable is not set.
 * @param standard  nothing where it must be set
 * @throws Failure `settings` where something else is written
 */
export function count(environment: Environment, name: string, standard: number | undefined, low: number): number {
  if (!environment[name] && standard !== undefined) return standard;
  const { [name]: written } = required(environment, [name]);
  const value = Number(written);
  if (Number.isInteger(value) && value >= low) return value;
  throw new Failure("settings", `environment: ${name} is ${written}`, `set a whole number from ${low} up`);
}

/**
 * One of some words, or the first where the variable is not set.
 * @throws Failure `settings` where something else is written
 */
export function word<const Word extends string>(
  environment: Environment,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  const written = environment[name] || words[0];
  const known = words.find((candidate) => candidate === written);
  if (known !== undefined) return known;
  throw new Failure("settings", `environment: ${name} is ${written}`, `set one of ${words.join(", ")}`);
}
