import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { add } from "../../../operations/tenant/add.ts";
import { generateTenant } from "../../../operations/tenant/generate.ts";
import { schemaLine } from "../../../operations/tenant/schema.ts";
import { parseTenant } from "../../../stacks/tenant.ts";
import { removeFolder } from "../../support/temporary.ts";
import { filesOf, sampleTree } from "./tree.ts";

describe("longshore tenant add", () => {
  let tree: string;
  beforeEach(() => {
    tree = sampleTree();
  });
  afterEach(() => removeFolder(tree));

  const west = {
    hostname: "west.velmora.example",
    "business-unit": "velmora",
    users: "50",
    "time-zone": "Europe/Madrid",
  };
  const words = (options: Readonly<Record<string, string>>) =>
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const addWest = (otherwise: Readonly<Record<string, string>> = {}, stack = "aws-production") =>
    add(tree, [stack, "velmora-west", ...words({ ...west, ...otherwise })]);
  const read = (stack: string, name: string) => {
    const folder = join(tree, "gitops", "platforms", stack, name);
    const text = readFileSync(join(folder, "tenant.yaml"), "utf8");
    const generated = readFileSync(join(folder, "generated.yaml"), "utf8");
    return { text, tenant: parseTenant(parse(text), "test"), generated };
  };

  /** Refused with these words, and nothing is written. */
  function assertRefused(attempt: () => unknown, ...patterns: readonly RegExp[]): void {
    const before = filesOf(tree);
    assert.throws(attempt, (error) => {
      for (const pattern of patterns) assert.match(String(error), pattern);
      return true;
    });
    assert.deepEqual(filesOf(tree), before);
  }

  it("writes a document that a preview takes and an editor knows, and what follows from it", () => {
    addWest();
    const { text, tenant, generated } = read("aws-production", "velmora-west");
    assert.equal(text.split("\n")[0], schemaLine);
    assert.equal(generated, generateTenant(tenant));
    const { tier, ring, isolation, users, residency } = tenant.spec;
    assert.deepEqual(
      { tier, ring, isolation, users, residency },
      {
        tier: "high-availability",
        ring: "production-1",
        isolation: "shared",
        users: { named: 50, concurrent: 23 },
        residency: ["eu-central-1"],
      },
    );
  });

  it("says what it chose, what the platform carries now, and what comes next in its order", () => {
    const said = addWest({ ring: "production-2" });
    assert.match(said, /^ {2}--tier +high-availability +the platform's$/m);
    assert.doesNotMatch(said, /--ring/);
    assert.match(said, /^ {2}2 of 80 tenants, \d+ of 480 vCPU/m);
    assert.match(said, /^ {2}shared database: \d+ of 775 connections$/m);
    const order = [
      "1. look through",
      "2. npx longshore access",
      "3. commit",
      "4. pulumi up -s",
      "5. Argo CD makes",
      "6. let west",
    ];
    const places = order.map((step) => said.indexOf(step));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok(!places.includes(-1), said);
  });

  it("puts files and sessions where the stack's cloud keeps them", () => {
    addWest({}, "azure-production");
    const { modules } = read("azure-production", "velmora-west").tenant.spec.odoo;
    assert.deepEqual(modules.slice(-2), ["fs_attachment", "session_db"]);
  });

  it("gives a forked tenant its own servers, because nothing else fits", () => {
    assert.match(
      addWest({ customisation: "forked" }),
      /--isolation +dedicated +a forked Odoo cannot follow shared releases/,
    );
    assertRefused(
      () =>
        add(tree, [
          "aws-production",
          "other",
          ...words({ ...west, hostname: "o.velmora.example", customisation: "forked", isolation: "shared" }),
        ]),
      /spec\.isolation\n +found {2}"shared"\n +fits {3}dedicated, because a forked/,
    );
  });

  it("makes a copy like its original, in a ring that is no production", () => {
    addWest();
    const copy = { ...west, hostname: "test.velmora.example", users: "5", "copy-of": "velmora-west" };
    assert.match(add(tree, ["aws-production", "west-test", ...words(copy)]), /the newest backup of velmora-west/);
    const { copyOf, ring, odoo } = read("aws-production", "west-test").tenant.spec;
    assert.deepEqual({ copyOf, ring }, { copyOf: "velmora-west", ring: "staging" });
    assert.deepEqual(odoo, read("aws-production", "velmora-west").tenant.spec.odoo);
  });

  it("takes a document as it is written, comments included", () => {
    addWest();
    const { text } = read("aws-production", "velmora-west");
    const file = join(tree, "new.yaml");
    writeFileSync(file, `${text.replace("velmora-west", "east").replace("west.velmora", "east.velmora")}# the end\n`);
    assert.doesNotMatch(add(tree, ["aws-production", "east", "--from", file]), /Chosen/);
    assert.equal(read("aws-production", "east").text, readFileSync(file, "utf8"));
    assertRefused(
      () => add(tree, ["aws-production", "other", "--from", file, "--users", "5"]),
      /--users\n +found {2}an option beside --from/,
    );
  });

  it("refuses what a preview would refuse, all at once, and leaves nothing behind", () =>
    assertRefused(
      () => addWest({ tier: "cross-region", ring: "production-2", users: "5000", concurrent: "2000" }),
      /spec\.tier\n +found {2}"cross-region"\n +fits {3}at most high-availability/,
      /longshore:database\.size\n +found {2}large, 775 connections/,
    ));

  it("refuses words that are no numbers with what was written", () =>
    assertRefused(() => addWest({ users: "many" }), /spec\.users\.named\n +found {2}"many"\n +fits {3}a whole number/));

  it("refuses a hostname that a tenant of any stack has", () => {
    assertRefused(
      () => addWest({ hostname: "nord.velmora.example" }),
      /a name that velmora-nord does not have already/,
    );
    assertRefused(
      () => addWest({ hostname: "erp.drovelin.example" }),
      /a name that no tenant of aws-warehouse has already/,
    );
    // Whichever of the two stacks comes first.
    assertRefused(
      () => addWest({ hostname: "sued.velmora.example" }),
      /velmora-west\/tenant\.yaml spec\.hostname\n.*\n.*azure-production/,
    );
  });

  it("refuses a name that is taken, a stack that is none, and options that are missing", () => {
    assertRefused(
      () => add(tree, ["aws-production", "velmora-nord", ...words(west)]),
      /a name that is not taken: velmora-nord/,
    );
    assertRefused(() => addWest({}, "aws-prod"), /there is no stack aws-prod; there are aws-development/);
    assertRefused(
      () => add(tree, ["aws-production", "velmora-west"]),
      /--hostname\n/,
      /--users\n/,
      /--time-zone\n +found {2}nothing/,
    );
  });
});
