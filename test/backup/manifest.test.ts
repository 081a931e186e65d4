import assert from "node:assert/strict";
import * as fc from "fast-check";
import { damaged } from "../../images/backup/src/attachments.ts";
import { countFiles, misnamed } from "../../images/backup/src/files.ts";
import { differences, type Manifest, readManifest, writeManifest } from "../../images/backup/src/manifest.ts";

const manifest: Manifest = {
  format: 1,
  tenant: "harbor",
  kind: "scheduled",
  taken: "2026-11-01T02:00:00.000Z",
  server: "16.14",
  odoo: "19.0.1.3",
  databaseBytes: 1000,
  tables: [
    { name: "public.a", rows: 3, checksum: "11" },
    { name: "public.b", rows: 0, checksum: "0" },
  ],
  files: { count: 2, bytes: 20, checksum: "ff" },
  damagedFiles: 0,
};
const { tables, files } = manifest;
const [a, b] = tables;

describe("a manifest", () => {
  it("reads back as it was written", () => {
    assert.deepEqual(readManifest(writeManifest(manifest)), manifest);
  });

  for (const [name, text] of [
    ["something else", "hello"],
    ["an unknown format", writeManifest(manifest).replace('"format": 1', '"format": 2')],
    ["one without tables", JSON.stringify({ ...manifest, tables: undefined })],
    ["one with a count that is no number", writeManifest(manifest).replace('"rows": 3', '"rows": "3"')],
  ] as const) {
    it(`does not take ${name} for one`, () => {
      assert.throws(() => readManifest(text), /manifest\.json: /);
    });
  }

  const changes: readonly [string, Pick<Manifest, "tables" | "files">, string][] = [
    ["a missing table", { tables: tables.slice(1), files }, "public.a is missing"],
    [
      "a table too many",
      { tables: [...tables, { name: "public.c", rows: 1, checksum: "1" }], files },
      "public.c should not be there",
    ],
    [
      "a missing row",
      { tables: [{ name: "public.a", rows: 2, checksum: "11" }, ...tables.slice(1)], files },
      "public.a has 2 rows, not 3",
    ],
    [
      "changed content",
      { tables: [{ name: "public.a", rows: 3, checksum: "12" }, ...tables.slice(1)], files },
      "public.a has other content in its 3 rows",
    ],
    ["a missing file", { tables, files: { ...files, count: 1 } }, "1 files, not 2"],
    ["a file cut short", { tables, files: { ...files, bytes: 19 } }, "19 bytes of files, not 20"],
    ["a changed file", { tables, files: { ...files, checksum: "fe" } }, "files have other names or content"],
  ];
  for (const [name, found, expected] of changes) {
    it(`tells ${name}`, () => {
      assert.deepEqual(differences(manifest, found), [expected]);
    });
  }

  it("tells nothing where nothing differs, in whatever order the tables come", () => {
    assert.ok(a && b);
    assert.deepEqual(differences(manifest, { tables: [b, a], files }), []);
  });
});

describe("files", () => {
  const sha1 = "aa".repeat(20);
  const stored = fc.record({
    name: fc.string({ minLength: 1 }),
    bytes: fc.nat(),
    sha1: fc.constantFrom("aa".repeat(20), "bb".repeat(20)),
  });

  it("have a checksum that changes with every name, size and content", () => {
    fc.assert(
      fc.property(fc.array(stored, { minLength: 1 }), fc.nat(), (all, at) => {
        const index = at % all.length;
        const sum = (change: object) =>
          countFiles(all.map((file, position) => (position === index ? { ...file, ...change } : file))).checksum;
        const same = sum({});
        assert.notEqual(sum({ name: `${all[index]?.name}x` }), same);
        assert.notEqual(sum({ bytes: (all[index]?.bytes ?? 0) + 1 }), same);
        assert.notEqual(sum({ sha1: "cc".repeat(20) }), same);
      }),
    );
  });

  it("are held to the SHA-1 in their name, in Odoo's own layout and in fs_attachment's", () => {
    const good = [`aa/${sha1}`, `aa/aa/${sha1}`, "report-17-0.pdf"].map((name) => ({ name, bytes: 1, sha1 }));
    const bad = { name: `bb/${"bb".repeat(20)}`, bytes: 1, sha1 };
    assert.deepEqual(misnamed([...good, bad]), [bad.name]);
  });

  it("are damaged where an attachment misses them or expects other content", () => {
    const present = [
      { name: "kept.pdf", bytes: 1, sha1 },
      { name: "changed.pdf", bytes: 1, sha1 },
    ];
    const attachments = [
      { file: "kept.pdf", sha1 },
      { file: "unsummed.pdf", sha1: "" },
      { file: "changed.pdf", sha1: "bb".repeat(20) },
    ];
    assert.deepEqual(damaged(attachments, present), ["unsummed.pdf", "changed.pdf"]);
  });
});
