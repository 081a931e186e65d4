import assert from "node:assert/strict";
import * as fc from "fast-check";
import { accountName, globalName, secretName, uuid } from "../../../components/azure/names.ts";
import type { Context } from "../../../components/contracts/context.ts";

const context = (prefix: string): Context => ({
  stack: "azure-production",
  cloud: "azure",
  environment: "production",
  role: "primary",
  tier: "restore",
  prefix,
  account: "4d9f3b26-7e8a-4c5b-ab34-9abf2e3d4c56",
  directory: undefined,
  region: "germanywestcentral",
  zones: ["1", "2", "3"],
  domain: "longshore.example",
  tags: {},
});
const prefix = fc.stringMatching(/^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/);
const kinds = ["backups", "archives", "files", "exports", "flowlogs"];

describe("names in Azure", () => {
  it("fit vaults: 3 to 24 letters, digits and single dashes, ending in none", () => {
    fc.assert(
      fc.property(prefix, (each) =>
        assert.match(globalName(context(each), 24), /^(?=.{3,24}$)[a-z]([a-z0-9]|-(?!-))*[a-z0-9]$/),
      ),
    );
  });

  it("fit storage accounts: 3 to 24 letters and digits", () => {
    const kind = fc.constantFrom(...kinds);
    fc.assert(
      fc.property(prefix, kind, (each, what) => assert.match(accountName(context(each), what), /^[a-z0-9]{3,24}$/)),
    );
  });

  it("differ where prefixes begin alike, and stay the same from run to run", () => {
    const [one, two] = ["longshore-production-harbor", "longshore-production-harbor-west"].map((each) =>
      globalName(context(each), 24),
    );
    assert.notEqual(one, two);
    assert.equal(globalName(context("longshore-production"), 24), globalName(context("longshore-production"), 24));
  });

  it("make secrets of paths, no two of them the same", () => {
    const tenant = fc.stringMatching(/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/);
    const path = fc
      .tuple(tenant, fc.constantFrom("database", "cache", "backup", "odoo"))
      .map((parts) => `tenants/${parts.join("/")}`);
    fc.assert(
      fc.property(path, path, (a, b) => {
        assert.match(secretName(a), /^[0-9a-zA-Z-]{1,127}$/);
        assert.equal(secretName(a) === secretName(b), a === b);
      }),
    );
  });

  it("make a UUID of the same words again", () => {
    assert.match(uuid("a", "b"), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(uuid("a", "b"), uuid("a", "b"));
    assert.notEqual(uuid("a", "b"), uuid("a", "c"));
  });
});
