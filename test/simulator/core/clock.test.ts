import assert from "node:assert/strict";
import { Clock } from "../../../simulator/clock.ts";

const nothing = async () => {};
const operation = (clock: Clock, seconds: number, effect: () => Promise<unknown> = nothing) =>
  clock.during(() => clock.spend(seconds, effect));

describe("virtual clock", () => {
  it("lets operations side by side take as long as the longest", async () => {
    const clock = new Clock(() => true);
    await Promise.all([operation(clock, 600), operation(clock, 810), operation(clock, 2)]);
    assert.equal(clock.now, 810);
  });

  it("lets operations after each other take their sum", async () => {
    const clock = new Clock(() => true);
    await operation(clock, 12);
    await operation(clock, 1);
    assert.equal(clock.now, 13);
  });

  it("starts what follows a short operation while a long one still runs", async () => {
    const clock = new Clock(() => true);
    const chain = operation(clock, 5).then(() => operation(clock, 5));
    await Promise.all([chain, operation(clock, 20)]);
    assert.equal(clock.now, 20);
  });

  it("does not pass the end of an operation that has not really happened", async () => {
    const clock = new Clock(() => true);
    const { promise, resolve } = Promise.withResolvers<void>();
    let ended = false;
    const long = operation(clock, 30).then(() => {
      ended = true;
    });
    const slow = operation(clock, 10, () => promise);
    const asleep = operation(clock, 10);
    setTimeout(resolve, 200);
    await Promise.all([slow, asleep]);
    assert.equal(clock.now, 10);
    assert.equal(ended, false);
    await long;
  });

  it("passes a failure on without waiting, and goes on", async () => {
    const clock = new Clock(() => true);
    const refused = operation(clock, 600, () => Promise.reject(new Error("refused")));
    await assert.rejects(refused, /refused/);
    assert.equal(clock.now, 0);
    await operation(clock, 7);
    assert.equal(clock.now, 7);
  });

  it("waits while the engine is awake", async () => {
    let awake = true;
    const clock = new Clock(() => !awake);
    const first = operation(clock, 3);
    const later = new Promise<void>((resolve) => {
      setTimeout(() => {
        awake = false;
        resolve(operation(clock, 3).then(nothing));
      }, 120);
    });
    await Promise.all([first, later]);
    assert.equal(clock.now, 3, "what came while the engine was awake started at the same moment");
  });
});
