import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { billing } from "../../operations/cost/billing-aws.ts";

const components = join(import.meta.dirname, "..", "..", "components");

/** Types that the components register, read from their imports: `Bucket` of `@pulumi/aws/s3/bucket.js` is `aws:s3/bucket:Bucket`. */
function registeredTypes(): readonly string[] {
  const files = readdirSync(components, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const types = files.flatMap((file) =>
    [
      ...readFileSync(join(components, file), "utf8").matchAll(
        /^import \{ ([A-Z]\w*).* \} from "@pulumi\/aws\/([a-z0-9]+)\/(\w+)\.js"/gm,
      ),
    ].map(([, name = "", module = "", place = ""]) => `aws:${module}/${place}:${name}`),
  );
  return [...new Set(types)].sort();
}

describe("the table of what AWS bills", () => {
  it("says of every type that the components register whether it is billed by time, by use, or not at all", () => {
    const types = registeredTypes();
    assert(types.length > 30, "the scan sees the components");
    assert.deepEqual(
      types.filter((type) => !(type in billing)),
      [],
    );
  });

  it("says nothing of types that no component registers", () => {
    const types = registeredTypes();
    assert.deepEqual(
      Object.keys(billing).filter((type) => !types.includes(type)),
      [],
    );
  });
});
