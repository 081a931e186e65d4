/** SQL from names and values that came from outside. */
import { Failure } from "../failure.ts";

/**
 * A role's or database's name, quoted.
 * @throws Failure `settings` for names that PostgreSQL or the clouds reserve, or that would need escaping elsewhere
 */
export function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_-]{0,62}$/.test(name) || /^(pg_|rds|azure)/.test(name) || name === "postgres") {
    throw new Failure(
      "settings",
      `${JSON.stringify(name)} cannot be a role or database of a tenant`,
      "choose 1 to 63 of a-z 0-9 _ - that start with a letter, not with pg_, rds or azure, and not postgres",
    );
  }
  return `"${name}"`;
}

/** A text, quoted. Needs `standard_conforming_strings`, on by default since PostgreSQL 9.1. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
