import assert from "node:assert/strict";
import { type CheckArgs, everyScenario, runChecks } from "../../../operations/drill/checks.ts";

const well: Readonly<Record<string, unknown>> = {
  counts: { sale_order: 60, stock_move: 180 },
  attachments: { files: 20, missing: 0, changed: 0 },
  document: { order: "S00001", picking: "HAM/OUT/00001", attachment: "aa", read: "aa" },
};

/** What the checks find where the platform answers this. */
async function findings(answers: Readonly<Record<string, unknown>>, address = "127.0.0.9") {
  const args: CheckArgs = {
    before: { sale_order: 60, stock_move: 180 },
    addresses: async () => ["127.0.0.9"],
    customer: {
      hostname: "erp.harbor.example",
      address: async () => address,
      demand: async (_method, path) => {
        const answer = { ...well, ...answers }[path.split("/").at(-1) ?? ""];
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  };
  const checks = await runChecks(everyScenario.map(({ name, run }) => ({ name, run: () => run(args) })));
  return Object.fromEntries(checks.flatMap(({ name, found }) => (found === undefined ? [] : [[name, found]])));
}

describe("the checks after a drill", () => {
  it("find nothing wrong with a platform that is well", async () => {
    assert.deepEqual(await findings({}), {});
    assert.deepEqual(
      everyScenario.map(({ name }) => name),
      ["DNS", "ingress", "database", "attachments", "application"],
    );
  });

  it("see a name that leads elsewhere", async () => {
    assert.deepEqual(await findings({}, "127.0.0.8"), { DNS: "leads to 127.0.0.8; fits 127.0.0.9" });
  });

  it("see an ingress that does not answer", async () => {
    const { ingress, database } = await findings({ counts: new Error("503 no available server") });
    assert.deepEqual([ingress, database], ["503 no available server", "503 no available server"]);
  });

  it("see business rows that are gone", async () => {
    assert.deepEqual(await findings({ counts: { sale_order: 59, stock_move: 180 } }), {
      database: "sale_order: 59, before 60",
    });
  });

  it("see attachments that are missing or changed, and do not take an empty list for a good one", async () => {
    assert.deepEqual(await findings({ attachments: { files: 20, missing: 1, changed: 2 } }), {
      attachments: "of 20 files 1 are missing, 2 are changed",
    });
    assert.ok("attachments" in (await findings({ attachments: { files: 0, missing: 0, changed: 0 } })));
  });

  it("see a document that does not open", async () => {
    const document = { order: "S00001", picking: "HAM/OUT/00001", attachment: "aa", read: "bb" };
    assert.match(String((await findings({ document })).application), /other bytes/);
    assert.ok("application" in (await findings({ document: {} })));
  });
});
