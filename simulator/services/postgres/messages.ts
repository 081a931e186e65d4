/**
 * The few messages of PostgreSQL's protocol that come before a connection is open:
 * https://www.postgresql.org/docs/16/protocol-message-formats.html (read 2026-11-22).
 */

const codes = { cancel: 80_877_102, tls: 80_877_103, gss: 80_877_104, version3: 196_608 } as const;

export type FirstMessage =
  | { readonly kind: "tls" | "gss" | "cancel" | "unknown" }
  | { readonly kind: "start"; readonly user: string; readonly database: string };

/** What a client says first. It fits in one packet: a few dozen bytes. */
export function firstMessage(bytes: Buffer): FirstMessage {
  const code = bytes.length < 8 ? 0 : bytes.readInt32BE(4);
  if (code === codes.tls) return { kind: "tls" };
  if (code === codes.gss) return { kind: "gss" };
  if (code === codes.cancel) return { kind: "cancel" };
  if (code !== codes.version3) return { kind: "unknown" };
  const words = bytes.subarray(8).toString("utf8").split("\0");
  const after = (name: string) => words[words.indexOf(name) + 1] ?? "";
  const user = after("user");
  return { kind: "start", user, database: words.includes("database") ? after("database") : user };
}

/** What PostgreSQL answers where `pg_hba.conf` has `hostssl` lines only: src/backend/libpq/auth.c of version 16. */
export function noEncryption({
  user,
  database,
  address,
}: {
  readonly user: string;
  readonly database: string;
  readonly address: string;
}): Buffer {
  const text = `no pg_hba.conf entry for host "${address}", user "${user}", database "${database}", no encryption`;
  const fields = ["SFATAL", "VFATAL", "C28000", `M${text}`].map((field) => `${field}\0`).join("");
  const body = Buffer.from(`${fields}\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
