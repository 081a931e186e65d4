import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules/index.ts";
import { threats } from "../../policy-pack/threats.ts";

const clouds = ["aws", "azure"] as const;
const pack = join(import.meta.dirname, "..", "..", "policy-pack");

describe("rules", () => {
  it("stand one a file, under the threat they hold, and all of them are listed", () => {
    const files = globSync("*/*.ts", { cwd: join(pack, "rules") }).sort();
    assert.deepEqual(rules.map(({ threat, name }) => `${threat}/${name}.ts`).sort(), files);
  });

  it("say why they exist, where they come from, and what to do", () => {
    for (const { name, description, why, remedy, frameworks } of rules) {
      for (const text of [description, why, remedy]) assert(text.length > 15 && !text.endsWith("."), name);
      assert(frameworks.length > 0, name);
    }
  });

  it("name what each cloud's own frameworks ask for, where they have a check there", () => {
    const own = { aws: /AWS/, azure: /Azure/ };
    for (const { name, checks, frameworks } of rules)
      for (const cloud of clouds) {
        const named = frameworks.some(({ framework }) => own[cloud].test(framework));
        assert.equal(named, checks[cloud] !== undefined, `${name}: ${cloud}`);
      }
  });

  it("tell every reference's framework, version, number and title", () => {
    for (const { name, frameworks } of rules)
      for (const reference of frameworks)
        assert(
          Object.values(reference).every((text) => text.length > 0),
          name,
        );
  });

  it("load no cloud's SDK: a preview would wait for it", () => {
    for (const file of globSync("**/*.ts", { cwd: pack }))
      assert.doesNotMatch(readFileSync(join(pack, file), "utf8"), /from "@pulumi\/(aws|azure-native|kubernetes)/, file);
  });
});

describe("the list of threats", () => {
  const page = readFileSync(join(pack, "..", "docs", "threats.md"), "utf8");
  const rows = new Map(
    [...page.matchAll(/^\| `([a-z-]+)` \|(.*)\|$/gm)].map(([, threat = "", row = ""]) => [
      threat,
      [...(row.split("|").at(-1) ?? "").matchAll(/`([a-z-]+)`/g)].map(([, rule = ""]) => rule).sort(),
    ]),
  );

  it("names every threat, and each rule under the threat it holds", () => {
    const held = threats.map((threat) => [
      threat,
      rules
        .filter((rule) => rule.threat === threat)
        .map(({ name }) => name)
        .sort(),
    ]);
    assert.deepEqual(Object.fromEntries(rows), Object.fromEntries(held));
  });

  it("says of each rule that only one cloud has why the other needs none", () => {
    for (const cloud of clouds) {
      const section = page.split(`On ${cloud === "aws" ? "AWS" : "Azure"} only:`)[1]?.split("\n\n")[1] ?? "";
      const named = [...section.matchAll(/^- `([a-z-]+)`: .{15}/gm)].map(([, rule = ""]) => rule);
      const alone = rules.filter(({ checks }) => Object.keys(checks).join() === cloud).map(({ name }) => name);
      assert.deepEqual(named.sort(), alone.sort(), cloud);
    }
  });

  it("leaves no threat without a rule", () => {
    for (const [threat, names] of rows) assert(names.length > 0, threat);
  });
});
