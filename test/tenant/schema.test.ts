/** What editors are told of a tenant is what the program takes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { allTenants } from "../../operations/tenant/generate.ts";
import { schemaFile, tenantSchema } from "../../operations/tenant/schema.ts";
import { workTree } from "../../simulator/paths.ts";

type Schema = z.core.JSONSchema.JSONSchema;

const committed = readFileSync(join(workTree, schemaFile), "utf8");

/** Every property below a schema, by its path. */
function properties({ properties: own = {}, items }: Schema, above = ""): readonly (readonly [string, Schema])[] {
  const below = Object.entries(own).flatMap(([name, schema]) =>
    typeof schema === "boolean"
      ? []
      : [[`${above}${name}`, schema] as const, ...properties(schema, `${above}${name}.`)],
  );
  return typeof items === "object" && !Array.isArray(items) ? [...below, ...properties(items, `${above}[].`)] : below;
}

describe("the schema of tenant.yaml", () => {
  it("is up to date; if not, run npx longshore tenant generate", () => {
    assert.equal(committed, tenantSchema());
  });

  for (const { written, tenant } of allTenants())
    it(`is named by the first line of ${tenant.metadata.name}'s document, and takes it`, () => {
      const text = readFileSync(written, "utf8");
      const [, path = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      assert.equal(resolve(dirname(written), path), join(workTree, schemaFile));
      z.fromJSONSchema(JSON.parse(committed)).parse(parse(text));
    });

  it("refuses what is misspelt, missing or no word of the list", () => {
    const schema = z.fromJSONSchema(JSON.parse(committed));
    const [first] = allTenants();
    assert.ok(first);
    const { tenant } = first;
    const wrong = [
      { ...tenant, spec: { ...tenant.spec, teir: "restore" } },
      { ...tenant, spec: { ...tenant.spec, ring: "production" } },
      { ...tenant, spec: { ...tenant.spec, users: { named: 5 } } },
      { ...tenant, kind: "tenant" },
    ];
    assert.ok(schema.safeParse(tenant).success);
    for (const each of wrong) assert.ok(!schema.safeParse(each).success, JSON.stringify(each).slice(0, 200));
  });

  it("says of each section and each word of choice what it means", () => {
    const all = properties(JSON.parse(committed));
    assert.ok(all.length > 60);
    // What its pattern or its neighbours tell already needs no sentence.
    const plain = /(^apiVersion|^kind|\.name|days|owner|contact|daysBefore|daysAfter|kind)$/;
    assert.deepEqual(
      all.filter(([path, { description }]) => !description && !plain.test(path)).map(([path]) => path),
      [],
    );
  });
});
