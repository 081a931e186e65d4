import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import { comment } from "../../operations/change/comment.ts";
import { parsePreview } from "../../operations/change/preview.ts";
import { summarise } from "../../operations/change/summary.ts";
import { listen } from "../support/loopback.ts";

const urn = (type: string, name: string) => `urn:pulumi:aws-production::longshore::${type}::${name}`;

const step = (op: string, name: string, more: object = {}) => ({
  op,
  urn: urn("aws:rds/instance:Instance", name),
  newState: { type: "aws:rds/instance:Instance" },
  ...more,
});

describe("longshore change", () => {
  it("is silent where nothing changes", () => {
    const preview = parsePreview(JSON.stringify({ steps: [step("same", "database")] }));
    assert.equal(summarise("aws-production", preview), undefined);
  });

  it("counts a replacement once and names the property that forces it", () => {
    const replace = {
      detailedDiff: { storageEncrypted: { kind: "update-replace" }, "tags.owner": { kind: "update" } },
      replaceReasons: ["storageEncrypted"],
    };
    const steps = [
      step("create-replacement", "database"),
      step("replace", "database", replace),
      step("delete-replaced", "database"),
    ];
    const text = summarise("aws-production", parsePreview(JSON.stringify({ steps })));
    assert.match(text ?? "", /^### aws-production: 1 to replace$/m);
    assert.match(text ?? "", /\*\*storageEncrypted\*\*, tags/);
  });

  it("warns when protected data would go", () => {
    const steps = [
      step("delete", "database", {
        newState: undefined,
        oldState: { type: "aws:rds/instance:Instance", protect: true },
      }),
    ];
    assert.match(
      summarise("aws-production", parsePreview(JSON.stringify({ steps }))) ?? "",
      /Data at stake:\*\* `database`/,
    );
  });

  it("shows the errors of a preview that failed, fenced against their own back-ticks", () => {
    const diagnostics = [{ severity: "error", message: "found ```nothing```" }];
    assert.match(
      summarise("aws-production", parsePreview(JSON.stringify({ diagnostics }))) ?? "",
      /^````\nfound ```nothing```\n````$/m,
    );
  });
});

describe("the comment on a pull request", () => {
  const stored = new Map<number, string>();
  const server = createServer(async (request, response) => {
    const [, id] = /comments\/(\d+)$/.exec(request.url ?? "") ?? [];
    if (request.method === "GET")
      return void response.end(JSON.stringify([...stored].map(([key, body]) => ({ id: key, body }))));
    if (request.method === "DELETE") stored.delete(Number(id));
    else stored.set(id ? Number(id) : stored.size + 1, JSON.parse(await read(request)).body);
    response.end("{}");
  });
  const pull = { repository: "longshore/platform", number: 7, token: "t", api: "" };

  before(async () => {
    pull.api = `http://127.0.0.1:${await listen(server)}`;
  });
  after(() => void server.close());

  it("is created, updated in place and taken back, one for each stack", async () => {
    assert.equal(await comment(pull, "aws-production", undefined), "silent");
    assert.equal(await comment(pull, "aws-production", "first"), "created");
    assert.equal(await comment(pull, "aws-staging", "other"), "created");
    assert.equal(await comment(pull, "aws-production", "second"), "updated");
    assert.deepEqual(
      [...stored.values()].map((body) => body.split("\n")[1]),
      ["second", "other"],
    );
    assert.equal(await comment(pull, "aws-production", undefined), "removed");
    assert.equal(stored.size, 1);
  });
});

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
