/** Restores a dump that is plain SQL, as Odoo's own zip backup has one (`dump.sql`). */
import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { identifier } from "../postgres/quote.ts";
import { connection, databaseFailure } from "../postgres/session.ts";
import type { Tools } from "../tools.ts";

/**
 * Lines that pg_dump writes, each a whole statement, and that are not for the new place: owners and grants are the
 * tenant's own, comments of extensions and of the schema belong to others, `transaction_timeout` came with PostgreSQL 17,
 * and `\restrict` is set here.
 */
const elsewhere =
  /^(ALTER .* OWNER TO |GRANT |REVOKE |ALTER DEFAULT PRIVILEGES |COMMENT ON (EXTENSION|SCHEMA) |SET transaction_timeout |\\(un)?restrict )/;

/** Says of one line after the other whether it is restored; rows between `COPY … FROM stdin;` and `\.` always are. */
export function lineFilter(): (line: string) => boolean {
  let rows = false;
  return (line) => {
    if (rows) {
      rows = line !== "\\.";
      return true;
    }
    rows = line.startsWith("COPY ") && line.endsWith(" FROM stdin;");
    return !elsewhere.test(line);
  };
}

/**
 * @param role  whom all of it belongs to
 * @throws Failure `database` with psql's words at the first statement that fails
 */
export async function restorePlain(tools: Tools, database: string, file: string, role: string): Promise<void> {
  const psql = tools.start("postgres", "psql", ["-Xq", "-v", "ON_ERROR_STOP=1", "--output=/dev/null", database], {
    extra: connection("import"),
  });
  let complaint = "";
  psql.stdout.resume();
  psql.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const ended = new Promise<number | null>((resolve) => {
    psql.once("error", () => resolve(null)).once("close", resolve);
  });
  // A dump is no program: with this psql takes nothing from it but SQL (its manual, `\restrict`).
  psql.stdin.write(`SET ROLE ${identifier(role)};\n\\restrict ${randomBytes(16).toString("hex")}\n`);
  try {
    await pipeline(createReadStream(file), lines(lineFilter()), psql.stdin);
  } catch (error) {
    complaint ||= error instanceof Error ? error.message : String(error);
  }
  if ((await ended) !== 0) throw databaseFailure(complaint);
}

/** Byte for byte: Latin-1 stands for any bytes, and only a line feed ends a line. */
function lines(keep: (line: string) => boolean): Transform {
  let rest = "";
  const kept = (complete: readonly string[]) =>
    Buffer.from(
      complete
        .filter(keep)
        .map((line) => `${line}\n`)
        .join(""),
      "latin1",
    );
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const parts = (rest + chunk.toString("latin1")).split("\n");
      rest = parts.pop() ?? "";
      done(undefined, kept(parts));
    },
    flush(done) {
      done(undefined, kept(rest === "" ? [] : [rest]));
    },
  });
}
