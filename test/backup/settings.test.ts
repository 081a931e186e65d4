import assert from "node:assert/strict";
import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { archiveParts, readSums, writeSums } from "../../images/backup/src/archive-parts.ts";
import { restorable } from "../../images/backup/src/postgres/dump.ts";
import { identifier, literal } from "../../images/backup/src/postgres/quote.ts";
import { scramVerifier } from "../../images/backup/src/postgres/scram.ts";
import { runBackup } from "./support/run.ts";
import { newTenant } from "./support/tenant.ts";

describe("the environment", () => {
  it("is refused with the names of all that is missing", async () => {
    const { code, stderr } = await runBackup("dump", { TENANT: "harbor", PGHOST: "localhost", PGPORT: "5432" });
    assert.equal(code, 2);
    assert.match(stderr, /PGDATABASE, PGUSER, PGPASSWORD, PGSSLMODE not set/);
  });

  it("is refused where a number is no number", async () => {
    const { code, stderr } = await runBackup("prune", { TENANT: "harbor", KEEP_DAILY: "a week" });
    assert.equal(code, 2);
    assert.match(stderr, /KEEP_DAILY is a week/);
  });

  it("is refused where it does not say how many backups stay", async () => {
    const { code, stderr } = await runBackup("prune", { TENANT: "harbor", KEEP_DAILY: "7" });
    assert.equal(code, 2);
    assert.match(stderr, /KEEP_WEEKLY not set/);
  });

  it("is refused where retention would keep no day at all", async () => {
    assert.equal((await runBackup("prune", { TENANT: "harbor", KEEP_DAILY: "0" })).code, 2);
  });

  it("is refused for a command that does not exist, with those that do", async () => {
    const { code, stderr, result } = await runBackup("delete-everything", { TENANT: "harbor" });
    assert.equal(code, 2);
    assert.match(stderr, /use one of provision, dump, verify, prune, restore, archive/);
    assert.equal(result.outcome, "failed");
  });

  it("is refused for a kind of backup that does not exist", async () => {
    const database = {
      PGHOST: "localhost",
      PGPORT: "1",
      PGDATABASE: "a",
      PGUSER: "a",
      PGPASSWORD: "some-password",
      PGSSLMODE: "disable",
    };
    const { code, stderr } = await runBackup("dump", { TENANT: "harbor", ...database, KIND: "weekly" });
    assert.equal(code, 2);
    assert.match(stderr, /set one of scheduled, before-upgrade, final/);
  });
});

describe("a scratch folder that cannot be written", () => {
  it("is named, with what it needs", async () => {
    const tenant = await newTenant({ rows: 0 });
    const { code, stderr } = await runBackup("dump", { ...tenant.environment.dump, SCRATCH: "/dev/null/scratch" });
    assert.equal(code, 1);
    assert.match(stderr, /\/dev\/null\/scratch.*Next: give SCRATCH room/);
  }).timeout(180_000);
});

describe("SQL", () => {
  it("takes names of tenants as they are, quoted", () => {
    assert.equal(identifier("velmora-nord"), '"velmora-nord"');
  });
  for (const name of ["", "1a", "A", 'a"b', "a b", "postgres", "pg_x", "rdsadmin", "azure_pg_admin", "a".repeat(64)]) {
    it(`refuses ${JSON.stringify(name)} as a name`, () => {
      assert.throws(() => identifier(name), /cannot be a role or database/);
    });
  }
  it("doubles quotes in texts", () => {
    assert.equal(literal("it's"), "'it''s'");
  });

  it("gives the server a verifier that proves the password by RFC 5802", () => {
    const salt = Buffer.from("0123456789abcdef");
    const [, iterations = "", encodedSalt = "", storedKey = "", serverKey = ""] =
      /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)$/.exec(scramVerifier("pencil", salt)) ?? [];
    const salted = pbkdf2Sync("pencil", Buffer.from(encodedSalt, "base64"), Number(iterations), 32, "sha256");
    const key = (word: string) => createHmac("sha256", salted).update(word).digest();
    assert.equal(storedKey, createHash("sha256").update(key("Client Key")).digest("base64"));
    assert.equal(serverKey, key("Server Key").toString("base64"));
  });
  it("refuses passwords that SCRAM would have to normalise", () => {
    assert.throws(() => scramVerifier("pässword"), /not printable ASCII/);
    assert.throws(() => scramVerifier(""), /empty/);
  });
});

describe("a dump's contents", () => {
  const contents = [
    ";",
    "2; 3079 16385 EXTENSION - pg_trgm ",
    "3; 3079 16386 EXTENSION - unaccent ",
    "4; 0 0 COMMENT - EXTENSION pg_trgm ",
    "215; 1259 16392 TABLE public res_partner owner",
  ];
  it("are restored without extensions that are there already, and without their comments", () => {
    const kept = restorable(contents.join("\n"), ["plpgsql", "pg_trgm"]).split("\n");
    assert.deepEqual(kept, [
      ";",
      "3; 3079 16386 EXTENSION - unaccent ",
      "215; 1259 16392 TABLE public res_partner owner",
    ]);
  });
});

describe("an archive's sums", () => {
  it("read back as they were written, and nothing else does", () => {
    const sums = new Map([
      [archiveParts.database, "ab".repeat(32)],
      [archiveParts.files, "cd".repeat(32)],
    ]);
    assert.deepEqual(readSums(`${writeSums(sums)}not a sum\n`), sums);
  });
});
