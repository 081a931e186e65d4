import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { subjectOf } from "../../../operations/drill/platform.ts";
import type { Scenario, Step } from "../../../operations/drill/scenario.ts";
import { lostPod } from "../../../operations/drill/scenarios/lost-pod.ts";
import { renderRunbook } from "../../../operations/runbook/page.ts";
import { runbooks, runbooksFolder } from "../../../operations/runbook/pages.ts";
import { findStack, readStacks } from "../../../operations/stacks.ts";
import { workTree } from "../../../simulator/paths.ts";

/** Lines that fit on a printed page in a small type. */
const page = 100;

describe("runbooks", () => {
  it("are those that the scenarios make; else: npx longshore runbook generate", () => {
    const wanted = runbooks(workTree);
    const there = readdirSync(join(workTree, runbooksFolder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(workTree.length + 1));
    assert.deepEqual(there.sort(), [...wanted.keys()].sort());
    for (const [path, text] of wanted) assert.equal(readFileSync(join(workTree, path), "utf8"), text, path);
  });

  it("fit on a page", () => {
    for (const [path, text] of runbooks(workTree)) assert.ok(text.trimEnd().split("\n").length <= page, path);
  });

  it("print every word of the steps that the drill runs, and what to validate", () => {
    const step: Step = {
      ...{ title: "Do it", decides: "lead", type: ["command --flag"], simulated: "Something else." },
      ...{ expect: "Seen.", worked: "Known.", back: "Undone.", run: () => Promise.resolve() },
    };
    const scenario: Scenario = {
      ...lostPod,
      plan: () => ({
        event: [{ ...step, title: "Break it" }],
        response: [step],
        checks: [{ name: "more", by: "look at https://HOSTNAME", run: () => Promise.resolve(undefined) }],
      }),
    };
    const text = renderRunbook(scenario, subjectOf(findStack(readStacks(workTree), "aws-warehouse")));
    assert.match(text, /1\. \*\*Do it\.\*\* Decides: the incident lead\.\n\n {3}```sh\n {3}command --flag\n {3}```/);
    for (const word of ["Seen.", "Known.", "Undone.", "Something else.", "Break it", scenario.when]) {
      assert.ok(text.includes(word), word);
    }
    assert.match(text, /- more: look at https:\/\/erp\.drovelin\.example/);
    assert.match(text, /- attachments: /);
  });
});
