/** The doors of integrations that call in. */
import assert from "node:assert/strict";
import { as, credential, passwords, type Scene } from "./support/scene.ts";

const carrier = "/integrations/parcel-carrier";
const retailer = "/edi/orders";

export function describeIntegrations(scene: () => Scene): void {
  describe("at an integration's door", () => {
    const call = (path: string, from: string, headers: Record<string, string> = {}, bytes = 2) =>
      scene().ask("nord", { path, from, headers, method: "POST", body: Buffer.alloc(bytes, "x") });

    it("lets in who has its credential, which Odoo never sees", async () => {
      scene().ingress.pods.reached();
      const from = "127.0.0.40";
      assert.equal((await call(carrier, from)).status, 401);
      assert.equal((await call(carrier, from, as("retail-edi", passwords["retail-edi"]))).status, 401);
      assert.deepEqual(scene().ingress.pods.reached(), []);
      const { status, answer } = await call(
        `${carrier}/tracking`,
        from,
        as("parcel-carrier", passwords["parcel-carrier"]),
      );
      assert.equal(status, 200);
      assert.equal(answer().path, `${carrier}/tracking`);
      assert.equal(answer().headers.authorization, undefined);
    });

    const detours = [
      `/${carrier}`,
      `/de${carrier}`,
      carrier.replaceAll("/", "//"),
      carrier.replace("parcel", "%70arcel"),
    ]
      // Odoo takes both for a slash.
      .concat(["%2F", "%2f"].map((slash) => `/integrations${slash}parcel-carrier`));
    it("is passed by nobody who writes its path in another way", async () => {
      scene().ingress.pods.reached();
      for (const [index, path] of detours.entries())
        assert.equal((await call(path, `127.0.0.${50 + index}`)).status, 401, path);
      assert.deepEqual(scene().ingress.pods.reached(), []);
    });

    it("leaves what only begins like its path to Odoo", async () => {
      assert.equal((await call(`${carrier}-old`, "127.0.0.41")).status, 200);
    });

    it("lets no address call more often than agreed, and slows down a guesser before looking at passwords", async () => {
      const statuses: number[] = [];
      for (let turn = 0; turn < 4; turn += 1) statuses.push((await call(carrier, "127.0.0.42")).status);
      assert.deepEqual(statuses, [401, 401, 401, 429]);
      const right = as("parcel-carrier", passwords["parcel-carrier"]);
      assert.equal((await call(carrier, "127.0.0.42", right)).status, 429);
      assert.equal((await call(carrier, "127.0.0.43", right)).status, 200, "another address");
      assert.equal((await call("/odoo", "127.0.0.42")).status, 200, "another route");
    });

    it("takes no bigger call than agreed", async () => {
      const right = as("parcel-carrier", passwords["parcel-carrier"]);
      const mebibyte = 1024 ** 2;
      assert.equal((await call(carrier, "127.0.0.44", right, mebibyte)).answer().bytes, mebibyte);
      scene().ingress.pods.reached();
      assert.equal((await call(carrier, "127.0.0.44", right, mebibyte + 1)).status, 413);
      assert.deepEqual(scene().ingress.pods.reached(), []);
    });

    it("is open to its own addresses only", async () => {
      const right = as("retail-edi", passwords["retail-edi"]);
      assert.equal((await call(retailer, "127.0.0.45", right)).status, 403);
      assert.equal((await call(retailer, "127.0.0.9", right)).status, 200);
    });

    it("names the integration in the log, and not its password", async () => {
      await call(`${retailer}/logged`, "127.0.0.9", as("retail-edi", passwords["retail-edi"]));
      const line = await scene().ingress.logged(({ RequestPath }) => RequestPath === `${retailer}/logged`);
      assert.match(String(line.RouterName), /tenant-velmora-nord.*integration-retail-edi/);
      assert.equal(line.ClientUsername, "retail-edi");
      assert.doesNotMatch(JSON.stringify(line), new RegExp(passwords["retail-edi"]));
    });

    it("takes a new password as soon as its Secret has it, and the old one no more", async () => {
      const { ingress, nord } = scene();
      const status = async (password: string) => (await call(retailer, "127.0.0.9", as("retail-edi", password))).status;
      await ingress.apply([credential(nord.namespace, "retail-edi", "new")], async () => (await status("new")) === 200);
      assert.equal(await status(passwords["retail-edi"]), 401);
    });
  });
}
