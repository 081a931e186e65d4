import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { parse } from "yaml";
import { InvalidInput } from "../../stacks/problems.ts";
import { merge, recipe } from "../../stacks/recipes.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { parseTenant } from "../../stacks/tenant.ts";
import { stacksFolder, writtenSettings } from "../components/platforms.ts";

type Document = Readonly<Record<string, unknown>>;

const isDocument = (value: unknown): value is Document =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every place in a document, sections and values. */
function places(document: Document, above: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(document).flatMap(([key, value]) => {
    const path = [...above, key];
    return [path, ...(isDocument(value) ? places(value, path) : [])];
  });
}

function replaced(document: Document, [first = "", ...rest]: readonly string[], value: unknown): Document {
  const below = document[first];
  return { ...document, [first]: rest.length > 0 && isDocument(below) ? replaced(below, rest, value) : value };
}

const nonsense = fc.constantFrom(null, undefined, true, -1, 1.5, "", "x", "10.0.0.0/16", [], [null], {}, { a: 1 });

/** Whatever stands somewhere, the answer is a result or the list of problems. */
function assertNeverCrashes(document: Document, read: (document: Document) => unknown): void {
  fc.assert(
    fc.property(fc.constantFrom(...places(document)), nonsense, (path, value) => {
      try {
        read(replaced(document, path, value));
      } catch (error) {
        assert(error instanceof InvalidInput, `${path.join(".")} = ${JSON.stringify(value)}: ${error}`);
        assert(error.problems.every(({ path: where, found, fits }) => where && found && fits));
      }
    }),
    { numRuns: 500 },
  );
}

describe("nonsense", () => {
  it("anywhere in the settings is a problem with a place, never a crash", () => {
    const written = writtenSettings("aws-production");
    assertNeverCrashes(merge(recipe(written), written), (document) => parseSettings(document, "test"));
  });

  it("anywhere in a tenant as well", () => {
    const file = join(stacksFolder, "..", "gitops", "platforms", "aws-production", "velmora-nord", "tenant.yaml");
    const tenant: unknown = parse(readFileSync(file, "utf8"));
    assert(isDocument(tenant));
    assertNeverCrashes(tenant, (document) => parseTenant(document, "test"));
  });
});
