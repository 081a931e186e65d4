import assert from "node:assert/strict";
import { modelledDuration } from "../../../simulator/modelled.ts";
import type { TimedOperation } from "../../../simulator/runs.ts";

const create = (urn: string, start: number, end: number): TimedOperation => ({ operation: "create", urn, start, end });
const state = (resources: readonly object[]) => ({ version: 3, deployment: { resources } });

describe("modelled duration", () => {
  const operations = [
    create("vpc", 0, 12),
    create("cluster", 12, 612),
    create("database", 14, 824),
    create("app", 612, 632),
  ];

  it("is the time from the first start to the last end", () => {
    assert.equal(modelledDuration(operations, state([])).makespan, 824);
  });

  it("has a critical path along dependencies, parents and providers", () => {
    const { critical, path } = modelledDuration(
      operations,
      state([
        { urn: "vpc" },
        { urn: "platform" },
        { urn: "cluster", parent: "platform", dependencies: ["vpc"] },
        { urn: "provider", propertyDependencies: { kubeconfig: ["cluster"] } },
        { urn: "app", provider: "provider::12ab" },
      ]),
    );
    assert.equal(critical, 12 + 600 + 20);
    assert.deepEqual(
      path.map(({ urn }) => urn),
      ["vpc", "cluster", "app"],
    );
  });

  it("does not count what was deleted", () => {
    const deletion: TimedOperation = { operation: "delete", urn: "vpc", start: 824, end: 836 };
    assert.equal(modelledDuration([...operations, deletion], state([{ urn: "vpc" }])).critical, 12);
  });

  it("refuses what is no export", () => {
    assert.throws(() => modelledDuration([], { resources: [] }), /deployment/);
  });
});
