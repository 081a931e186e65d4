import assert from "node:assert/strict";
import { firstMessage, noEncryption } from "../../../simulator/services/postgres/messages.ts";

/** A message of that code with some words after it. */
function message(code: number, ...words: readonly string[]): Buffer {
  const body = Buffer.from(words.map((word) => `${word}\0`).join(""));
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length);
  head.writeInt32BE(code, 4);
  return Buffer.concat([head, body]);
}

describe("PostgreSQL's first message", () => {
  it("is told apart by its code", () => {
    const kinds = [80_877_102, 80_877_103, 80_877_104].map((code) => firstMessage(message(code)).kind);
    assert.deepEqual(kinds, ["cancel", "tls", "gss"]);
  });

  it("names user and database where it begins in plain text", () => {
    const named = message(196_608, "user", "harbor", "database", "orders", "");
    assert.deepEqual(firstMessage(named), { kind: "start", user: "harbor", database: "orders" });
    assert.deepEqual(firstMessage(message(196_608, "user", "harbor", "")), {
      kind: "start",
      user: "harbor",
      database: "harbor",
    });
  });

  it("is nothing that could slip past where it comes in pieces or in another tongue", () => {
    const start = message(196_608, "user", "harbor", "");
    assert.equal(firstMessage(start.subarray(0, 6)).kind, "unknown");
    assert.equal(firstMessage(Buffer.from("GET / HTTP/1.1\r\n\r\n")).kind, "unknown");
  });

  it("is refused in the server's own words and form", () => {
    const refusal = noEncryption({ user: "harbor", database: "orders", address: "127.0.0.2" });
    assert.equal(refusal.toString("latin1", 0, 1), "E");
    assert.equal(refusal.readInt32BE(1), refusal.length - 1);
    assert.match(
      refusal.toString(),
      /C28000\0Mno pg_hba.conf entry for host "127.0.0.2", user "harbor".*no encryption\0\0$/,
    );
  });
});
