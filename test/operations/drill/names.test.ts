import assert from "node:assert/strict";
import { type Ask, Names } from "../../../operations/drill/names.ts";

const ingress = "ingress.platform.harbor.example";

describe("a drill's way through the name service", () => {
  it("asks anew each time, and writes down what resolvers would have remembered after a move", async () => {
    const addresses = ["127.0.0.1", "127.0.0.1", "127.0.0.2"];
    const names = new Names(async () => [{ address: addresses.shift() ?? "", ttl: 60 }], ingress);
    const found = [];
    for (let count = 0; count < 3; count += 1) found.push(await names.resolve("erp.harbor.example"));
    assert.deepEqual(found, ["127.0.0.1", "127.0.0.1", "127.0.0.2"]);
    assert.deepEqual(
      names.moves.map(({ took, published }) => [took, published]),
      [[0, 60]],
    );
  });

  it("takes a name in somebody else's zone for an alias of the platform's ingress, and no other failure", async () => {
    const refusing =
      (code: string): Ask =>
      async (name) => {
        if (name !== ingress) throw Object.assign(new Error(code), { code });
        return [{ address: "127.0.0.3", ttl: 60 }];
      };
    assert.equal(await new Names(refusing("EREFUSED"), ingress).resolve("erp.harbor.example"), "127.0.0.3");
    await assert.rejects(new Names(refusing("ENOTFOUND"), ingress).resolve("erp.harbor.example"), /ENOTFOUND/);
    await assert.rejects(new Names(async () => [], ingress).resolve("erp.harbor.example"), /has no address/);
  });
});
