/** Which second a database was brought back to: a comment on the database itself, which travels in no dump of it. */
import { identifier, literal } from "../postgres/quote.ts";
import type { Session } from "../postgres/session.ts";

const words = "longshore: rewound to ";

/** @returns the second as it was asked for; empty where it never was */
export async function readRewind(session: Session, database: string): Promise<string> {
  const comment = await session.askOne(
    `SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ${literal(database)}`,
  );
  return comment.startsWith(words) ? comment.slice(words.length) : "";
}

export async function writeRewind(session: Session, database: string, second: string): Promise<void> {
  await session.ask(`COMMENT ON DATABASE ${identifier(database)} IS ${literal(words + second)}`);
}
