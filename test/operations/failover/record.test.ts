import assert from "node:assert/strict";
import { alreadyPrimary } from "../../../operations/failover/record.ts";
import { parseState } from "../../../operations/state.ts";

const state = (outputs: object) =>
  parseState({ deployment: { resources: [{ urn: "urn:stack", type: "pulumi:pulumi:Stack", outputs }] } });
const before = state({});
const after = state({ link: { stack: "aws-national" } });
const ask = (verdict: Parameters<typeof alreadyPrimary>[1], found = after) =>
  alreadyPrimary("aws-national", verdict, found, "pulumi up");

describe("a stack that has the role primary", () => {
  it("is refused where another one has taken over from it, with the way back", () => {
    assert.throws(
      () => ask({ kind: "theirs", stack: "aws-recovery" }),
      /aws-recovery has taken over.*longshore failback --stack aws-national/,
    );
  });

  it("goes on where it was given the role and the run that carries it out has not ended", () => {
    const said = ask({ kind: "theirs", stack: "aws-recovery" }, before);
    assert.match(said, /the record still names aws-recovery. `pulumi up` carries it out/);
  });

  it("is told that it is primary where the record says so, and who does not answer where nobody does", () => {
    assert.match(ask({ kind: "ours" }), /is primary, and the record names it/);
    assert.match(ask({ kind: "unknown", why: "queryTxt ETIMEOUT" }, before), /nobody says who is: queryTxt ETIMEOUT/);
  });
});
