import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import grpc from "@grpc/grpc-js";
import protocol from "@pulumi/pulumi/proto/provider_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { type Properties, type Provider, unknown } from "../../../simulator/providers/provider.ts";
import { decode, encode } from "../../../simulator/providers/wire.ts";
import { answer, engineOf, leftBehind } from "./client.ts";

const type = "test:index/thing:Thing";
const urn = `urn:pulumi:dev::test::${type}::one`;
/** What the engine sends for a value that is not known yet. */
const notKnown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Things with a size that cannot change in place. */
class Things implements Provider {
  readonly name = "test";
  readonly version = "1.2.3";
  readonly things = new Map<string, Properties>();
  /** Inputs of every create, previews included. */
  readonly seen: Properties[] = [];

  configure(): void {}
  async check(_subject: unknown, inputs: Properties) {
    const failures = inputs.size === -1 ? [{ property: "size", reason: "at least 0" }] : [];
    return { inputs: { colour: "blue", ...inputs }, failures };
  }
  async diff(_subject: unknown, _id: string, old: { inputs: Properties }, inputs: Properties) {
    const changed = Object.keys(inputs).filter((key) => inputs[key] !== old.inputs[key]);
    return { changed, replaces: changed.filter((key) => key === "size") };
  }
  async create(_subject: unknown, inputs: Properties, preview: boolean) {
    this.seen.push(inputs);
    if (inputs.size === 13) throw new Error("size 13 is not offered");
    if (preview) return { id: "", outputs: { ...inputs, arn: unknown } };
    this.things.set("thing-1", inputs);
    return { id: "thing-1", outputs: { ...inputs, arn: "arn:thing-1" } };
  }
  async update(_subject: unknown, id: string, _old: unknown, inputs: Properties) {
    this.things.set(id, inputs);
    return inputs;
  }
  async read(_subject: unknown, id: string) {
    const inputs = this.things.get(id);
    return inputs && { id, inputs, outputs: inputs };
  }
  async delete(_subject: unknown, id: string): Promise<void> {
    this.things.delete(id);
  }
  async invoke(_token: string, args: Properties): Promise<Properties> {
    return { echo: args };
  }
  seconds(): number {
    return 60;
  }
}

describe("provider server", () => {
  let things: Things;
  let engine: Awaited<ReturnType<typeof engineOf>>;
  beforeEach(async () => {
    things = new Things();
    engine = await engineOf(things);
  });
  afterEach(() => engine.close());

  const create = (properties: structs.Struct, preview = false) =>
    answer<protocol.CreateResponse>((done) =>
      engine.client.create(
        new protocol.CreateRequest().setUrn(urn).setType(type).setProperties(properties).setPreview(preview),
        done,
      ),
    );
  const diff = (old: Properties, next: Properties) =>
    answer<protocol.DiffResponse>((done) =>
      engine.client.diff(
        new protocol.DiffRequest().setUrn(urn).setType(type).setId("x").setOldInputs(encode(old)).setNews(encode(next)),
        done,
      ),
    );
  const read = (id: string) =>
    answer<protocol.ReadResponse>((done) =>
      engine.client.read(new protocol.ReadRequest().setUrn(urn).setType(type).setId(id), done),
    );

  it("carries every kind of value there and back", async () => {
    const value = { text: "a", number: 1.5, flag: false, nothing: null, list: [1, "b", { c: [] }], nested: { d: {} } };
    const response = await answer<protocol.InvokeResponse>((done) =>
      engine.client.invoke(new protocol.InvokeRequest().setTok("test:index/echo:echo").setArgs(encode(value)), done),
    );
    assert.deepEqual(decode(response.getReturn()), { echo: value });
  });

  it("tells unknown values from texts in a preview, and makes nothing", async () => {
    const response = await create(structs.Struct.fromJavaScript({ size: 1, list: [notKnown] }), true);
    assert.deepEqual(things.seen, [{ size: 1, list: [unknown] }]);
    assert.equal(response.getProperties()?.toJavaScript().arn, notKnown);
    assert.equal(things.things.size, 0);
    assert.equal(engine.run.clock.now, 0);
  });

  it("fills defaults in and names the property at fault", async () => {
    const response = await answer<protocol.CheckResponse>((done) =>
      engine.client.check(
        new protocol.CheckRequest()
          .setUrn(urn)
          .setType(type)
          .setNews(encode({ size: -1 })),
        done,
      ),
    );
    assert.equal(decode(response.getInputs()).colour, "blue");
    assert.deepEqual(
      response.getFailuresList().map((failure) => failure.toObject()),
      [{ property: "size", reason: "at least 0" }],
    );
  });

  it("says which changes replace", async () => {
    const { Kind } = protocol.PropertyDiff;
    const changed = await diff({ size: 1, colour: "blue" }, { size: 2, colour: "red" });
    assert.deepEqual(changed.getReplacesList(), ["size"]);
    assert.equal(changed.getDetaileddiffMap().get("size")?.getKind(), Kind.UPDATE_REPLACE);
    assert.equal(changed.getDetaileddiffMap().get("colour")?.getKind(), Kind.UPDATE);
    const same = await diff({ size: 1 }, { size: 1 });
    assert.equal(same.getChanges(), protocol.DiffResponse.DiffChanges.DIFF_NONE);
  });

  it("reads what is there, and nothing of what is gone", async () => {
    await create(encode({ size: 1 }));
    assert.equal((await read("thing-1")).getId(), "thing-1");
    assert.equal((await read("thing-2")).getId(), "");
  });

  it("passes a refusal on with a code that says: nothing happened", async () => {
    await assert.rejects(create(encode({ size: 13 })), {
      code: grpc.status.FAILED_PRECONDITION,
      details: "size 13 is not offered",
    });
  });

  it("takes the modelled time, and records it", async () => {
    await create(encode({ size: 1 }));
    assert.equal(engine.run.clock.now, 60);
    assert.deepEqual(engine.run.operations, [{ operation: "create", urn, start: 0, end: 60 }]);
  });

  it("fails before anything happened, when asked to", async () => {
    engine.faults.add({ operation: "create", when: "before", message: "ThrottlingException: Rate exceeded" });
    await assert.rejects(create(encode({ size: 1 })), /Rate exceeded/);
    assert.equal(things.things.size, 0);
    assert.equal((await create(encode({ size: 1 }))).getId(), "thing-1");
  });

  it("hands over what a failed operation left, so that the engine keeps it", async () => {
    engine.faults.add({ operation: "create", when: "after", message: "timeout while waiting for state" });
    const error = await create(encode({ size: 1 })).then(
      () => assert.fail("it succeeded"),
      (thrown: unknown) => thrown,
    );
    const left = leftBehind(error) ?? assert.fail("no resource in the error");
    assert.equal(left.getId(), "thing-1");
    assert.deepEqual(left.getReasonsList(), ["timeout while waiting for state"]);
    assert.equal(decode(left.getProperties()).arn, "arn:thing-1");
    assert.equal(things.things.size, 1);
  });

  it("says nothing of what it made where the answer is lost", async () => {
    engine.faults.add({ operation: "create", when: "unanswered", message: "connection reset by peer" });
    const error = await create(encode({ size: 1 })).then(
      () => assert.fail("it succeeded"),
      (thrown: unknown) => thrown,
    );
    assert.equal(leftBehind(error), undefined);
    assert.equal(things.things.size, 1);
  });

  it("refuses expired credentials from then on, and hands over what was under way", async () => {
    const message = "ExpiredToken: The security token included in the request is expired";
    const slow = create(encode({ size: 1 }));
    while (things.things.size === 0) await nextTurn();
    engine.faults.expire("key-1", message);
    const error = await slow.then(
      () => assert.fail("it succeeded"),
      (thrown: unknown) => thrown,
    );
    assert.equal(leftBehind(error)?.getId(), "thing-1");
    await assert.rejects(create(encode({ size: 2 })), /ExpiredToken/);
    assert.equal(things.things.size, 1);
  });

  it("kills the engine, before or after the thing was made", async () => {
    engine.faults.add({ operation: "create", when: "before", does: "kill" });
    await assert.rejects(create(encode({ size: 1 })));
    assert.deepEqual([engine.killed.length, things.things.size], [1, 0]);
    engine.faults.add({ operation: "create", when: "unanswered", does: "kill" });
    await assert.rejects(create(encode({ size: 1 })));
    assert.deepEqual([engine.killed.length, things.things.size], [2, 1]);
  });
});
