/** A tenant's own routes: what goes where, and what is closed. */
import assert from "node:assert/strict";
import { openSocket } from "./support/client.ts";
import { podsOf, type Scene } from "./support/scene.ts";
import { endpoints } from "./support/tenants.ts";

/** Each as somebody would try it: written plainly, with a language before it, or in a disguise. */
const closed = [
  ...[
    "/web/database/manager",
    "/web/database/selector",
    "/web/database",
    "/web/tests",
    "/web/health?db_server_status=1",
  ],
  ...["/websocket/health", "/website/info", "/xmlrpc/db", "/xmlrpc/2/db", "/metrics"],
  ...["/de/web/database/manager", "/en_GB/web/database/manager", "/en_GB/website/info"],
  ...["//web/database/manager", "/web//database/manager", "/odoo/../web/database/manager", "/./web/database/manager"],
  ...["/web/%64atabase/manager", "/%77eb/database/manager", "/web%2Fdatabase/manager", "/web%2f%2Fdatabase%2Fmanager"],
  ...["/odoo/%2e%2e/web/database/manager", "/odoo/..%2Fweb/database/manager", "/xmlrpc%2F2%2Fdb"],
];
/** What looks like it and is open. */
const open = [
  "/web/login",
  "/web/databases-of-ours",
  "/odoo/metrics",
  "/xmlrpc/2/common",
  "/web/webclient/version_info",
];

export function describeRoutes(scene: () => Scene): void {
  describe("on a tenant's routes", () => {
    for (const path of closed)
      it(`has nothing at ${path}, and asks no pod`, async () => {
        scene().ingress.pods.reached();
        assert.equal((await scene().ask("nord", { path })).status, 404);
        assert.deepEqual(scene().ingress.pods.reached(), []);
      });

    it("has everything else", async () => {
      for (const path of open) assert.equal((await scene().ask("nord", { path, from: "127.0.0.6" })).status, 200, path);
    });

    it("leaves a slash alone that is part of a barcode", async () => {
      const path = "/report/barcode/Code128/WH%2FOUT%2F00012";
      assert.equal((await scene().ask("nord", { path })).answer().path, path);
    });

    it("upgrades a websocket at the port for it", async () => {
      const { ingress, nord } = scene();
      const socket = await openSocket(ingress.entry, nord.hostname, "/websocket?version=19.0-1");
      try {
        assert.match(String(socket.headers["x-pod"]), /^10\.244\.0\.1[12]:8072$/);
        assert.equal(await socket.echo("subscribe"), "subscribe");
      } finally {
        socket.close();
      }
    });

    it("says that a tenant is not ready while none of its pods is, and not that it is not there", async () => {
      const { ingress, ost } = scene();
      const status = async () => (await scene().ask("ost")).status;
      await ingress.apply([endpoints(ost.namespace, "odoo", [])], async () => (await status()) !== 200);
      assert.equal(await status(), 503);
      await ingress.apply([endpoints(ost.namespace, "odoo", podsOf.ost)], async () => (await status()) === 200);
    });

    it("leads nobody to another tenant's pods, whatever a tenant's route says", async () => {
      const { ingress, nord, ost } = scene();
      const match = (path: string) => `Host(\`${ost.hostname}\`) && Path(\`${path}\`)`;
      const services = [{ name: "odoo", namespace: nord.namespace, port: 8069 }];
      const own = [{ name: "odoo", port: 8069 }];
      const route = {
        apiVersion: "traefik.io/v1alpha1",
        kind: "IngressRoute",
        metadata: { name: "break-out", namespace: ost.namespace },
        spec: {
          entryPoints: ["websecure"],
          tls: { secretName: "odoo-tls" },
          routes: [
            { kind: "Rule", match: match("/other"), priority: 2000, services },
            // Tells when Traefik has read this object.
            { kind: "Rule", match: match("/read"), priority: 2000, middlewares: [{ name: "closed" }], services: own },
          ],
        },
      };
      await ingress.apply([route], async () => (await scene().ask("ost", { path: "/read" })).status === 404);
      assert.match((await scene().ask("ost", { path: "/other" })).answer().pod, /^10\.244\.1\./);
    });
  });
}
