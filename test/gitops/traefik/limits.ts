/** What one client, or one tenant, cannot take away from the others. */
import assert from "node:assert/strict";
import { openSocket } from "./support/client.ts";
import type { Scene } from "./support/scene.ts";

export function describeLimits(scene: () => Scene): void {
  describe("with its limits", () => {
    it("slows down whoever guesses passwords, also behind an address that it invents", async () => {
      const logIn = async (tenant: "nord" | "ost", from: string, invented: string) =>
        (await scene().ask(tenant, { path: "/web/login", from, headers: { "X-Forwarded-For": invented } })).status;
      const statuses: number[] = [];
      for (const last of [1, 2, 3, 4]) statuses.push(await logIn("nord", "127.0.0.30", `203.0.113.${last}`));
      assert.deepEqual(statuses, [200, 200, 200, 429]);
      assert.equal(await logIn("nord", "127.0.0.31", ""), 200, "another address");
      assert.equal(await logIn("ost", "127.0.0.30", ""), 200, "another tenant");
      assert.equal((await scene().ask("nord", { path: "/odoo", from: "127.0.0.30" })).status, 200, "another route");
    });

    it("works on so many of a tenant's requests at once and no more, while websockets and others go on", async () => {
      const { ingress, nord } = scene();
      const status = async (tenant: "nord" | "ost") => (await scene().ask(tenant, { path: "/odoo" })).status;
      const waiting = ["127.0.0.32", "127.0.0.33"].map((from) => scene().ask("nord", { path: "/hold", from }));
      await ingress.pods.held(waiting.length);
      assert.equal(await status("nord"), 429);
      assert.equal(await status("ost"), 200);
      (await openSocket(ingress.entry, nord.hostname, "/websocket")).close();
      ingress.pods.release();
      for (const each of await Promise.all(waiting)) assert.equal(each.status, 200);
      assert.equal(await status("nord"), 200);
    });
  });
}
