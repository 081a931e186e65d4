import assert from "node:assert/strict";
import type { Size } from "../../components/contracts/context.ts";
import { deviationProblem, governedParameters, parameterValues } from "../../components/postgresql.ts";

const sizes: readonly Size[] = ["small", "medium", "large", "xlarge"];

describe("governed parameters", () => {
  it("have a reason each, and a value that they would allow themselves", () => {
    for (const size of sizes) {
      for (const [name, { value, reason }] of Object.entries(governedParameters(size))) {
        assert.equal(deviationProblem(size, name, value), undefined, name);
        assert(reason.length > 10, name);
      }
    }
  });

  it("let a stack deviate inside the range", () => {
    assert.equal(parameterValues("large", { work_mem: "65536" }).work_mem, "65536");
    assert.equal(deviationProblem("large", "work_mem", "65536"), undefined);
  });

  it("refuse what lies outside, with range, unit and reason", () => {
    assert.match(deviationProblem("large", "work_mem", "1048576") ?? "", /4096 to 131072 KiB, because: /);
    assert.match(deviationProblem("large", "log_statement", "none") ?? "", /^ddl or mod, because: /);
    assert.match(deviationProblem("small", "max_connections", "900") ?? "", /50 to 800 connections/);
  });

  it("refuse half a millisecond, a word for a number and an empty value", () => {
    for (const value of ["1000.5", "fast", "", " 1000", "1e3", "-1"])
      assert(deviationProblem("large", "log_min_duration_statement", value), value);
  });

  it("refuse parameters that nobody governs, and name those that are", () => {
    assert.match(deviationProblem("large", "fsync", "off") ?? "", /^one of .*work_mem/);
  });

  it("accept more connections on a larger server", () => {
    const connections = sizes.map((size) => Number(parameterValues(size, {}).max_connections));
    assert.deepEqual(
      connections,
      [...connections].sort((a, b) => a - b),
    );
  });
});
