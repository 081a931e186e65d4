/** What `component.yaml` asks for is what its charts take: all of it, and no more, because what turns renders them anew. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { applicationsOf, gitops } from "./support/application-sets.ts";
import { platformOf } from "./support/facts.ts";
import { mentions } from "./support/mentions.ts";

const folder = join(gitops, "platform");
const words = z.array(z.string());
const component = z.looseObject({
  values: words.default([]),
  objects: z.strictObject({ facts: words, switches: words }).optional(),
});
const asked = z.object({
  required: words,
  properties: z.record(z.string(), z.unknown()),
  additionalProperties: z.literal(false),
});
const schema = z.looseObject({ properties: z.looseObject({ facts: asked, switches: asked }) });

const read = (name: string) => component.parse(parse(readFileSync(join(folder, name, "component.yaml"), "utf8")));

/** Facts or switches that the templates of a chart name. */
function named(chart: string, kind: "facts" | "switches"): readonly string[] {
  const templates = readdirSync(join(chart, "templates"), { recursive: true, withFileTypes: true });
  const text = templates
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  const words = mentions[kind].flatMap((mention) => [...text.matchAll(mention)].map(([, word = ""]) => word));
  return [...new Set(words)].sort();
}

describe("what a component of the platform asks for", () => {
  for (const name of readdirSync(folder)) {
    it(`is what its charts take: ${name}`, () => {
      const { objects, values } = read(name);
      const files = readdirSync(join(folder, name)).flatMap((file) => /^values-(\w+)\.yaml$/.exec(file)?.[1] ?? []);
      assert.deepEqual([...values].sort(), files.sort(), "values");
      const chart = join(folder, name, "objects");
      assert.equal(existsSync(chart), objects !== undefined);
      if (!objects) return;
      const { properties } = schema.parse(JSON.parse(readFileSync(join(chart, "values.schema.json"), "utf8")));
      for (const kind of ["facts", "switches"] as const) {
        assert.deepEqual(objects[kind], named(chart, kind), kind);
        assert.deepEqual(properties[kind].required, objects[kind]);
        assert.deepEqual(Object.keys(properties[kind].properties), objects[kind]);
      }
    });
  }

  it("leaves all but external-dns as they are when the role turns", async () => {
    const texts = async (role: "primary" | "recovery") => {
      const all = await applicationsOf(platformOf("aws-production", { role }));
      return new Map(
        all
          .filter(({ metadata }) => metadata.labels?.["longshore.dev/part"] === "platform")
          .map((each) => [each.metadata.name, JSON.stringify(each)]),
      );
    };
    const [standing, turned] = [await texts("recovery"), await texts("primary")];
    assert.ok(standing.size > 5);
    assert.deepEqual(
      [...standing].filter(([name, text]) => turned.get(name) !== text).map(([name]) => name),
      ["external-dns"],
    );
  });
});
