import assert from "node:assert/strict";
import * as fc from "fast-check";
import { canary, leaks, type Trace } from "./canaries.ts";

const value = "aB3dE6gH9jK2mN5pQ8sT1vW4";
const password = canary("a password", value);
const trace = (content: string): Trace => ({ where: "log", content: Buffer.from(content) });

describe("canaries", () => {
  it("are found as they are, in a URL, in JSON and in Base64 wherever it begins", () => {
    const awkward = 'p@ss/word"with\\signs';
    const spelled = (text: string) => leaks([canary("a password", awkward)], [trace(text)]);
    for (const text of [awkward, encodeURIComponent(awkward), JSON.stringify({ text: awkward })])
      assert.deepEqual(spelled(`some ${text} more`), ["log: a password"], text);
    const around = fc.tuple(fc.string(), fc.string());
    fc.assert(
      fc.property(around, ([before, after]) => {
        const encoded = Buffer.from(before + value + after).toString("base64");
        assert.deepEqual(leaks([password], [trace(encoded)]), ["log: a password"]);
      }),
    );
  });

  it("are found in what is no text", () => {
    const content = Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(value), Buffer.from([0])]);
    assert.deepEqual(leaks([password], [{ where: "file", content }]), ["file: a password"]);
  });

  it("of several lines are found by any way to break them", () => {
    const key = canary("a key", "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n-----END KEY-----\n");
    assert.deepEqual(leaks([key], [trace(key.value.replaceAll("\n", "\\n"))]), ["log: a key"]);
  });

  it("are named where they are found and nowhere else", () => {
    const other = canary("a token", "Zz9Yy8Xx7Ww6Vv5Uu4Tt3");
    const traces = [trace(`login with ${value}`), { where: "report", content: Buffer.from(value.slice(1)) }];
    assert.deepEqual(leaks([password, other], traces), ["log: a password"]);
  });

  it("that anybody could write by chance are none", () => {
    assert.throws(() => canary("a user", "admin"), /a user: 5 characters/);
  });
});
