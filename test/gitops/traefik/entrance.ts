/** Before any route: names, certificates, TLS, and what every answer says. */
import assert from "node:assert/strict";
import type { SecureContextOptions } from "node:tls";
import { ask, askPlainly } from "./support/client.ts";
import type { Scene } from "./support/scene.ts";

export function describeEntrance(scene: () => Scene): void {
  describe("at the entrance", () => {
    it("serves each hostname from its own tenant's pods", async () => {
      for (const [tenant, pod] of [
        ["nord", /^10\.244\.0\./],
        ["ost", /^10\.244\.1\./],
      ] as const) {
        const { status, answer } = await scene().ask(tenant, { path: "/odoo" });
        assert.equal(status, 200);
        assert.match(answer().pod, pod);
        assert.equal(answer().port, 8069);
      }
    });

    it("knows no other hostname, whatever name the handshake had", async () => {
      const { ingress, nord } = scene();
      const serverName = nord.hostname;
      for (const host of ["stranger.example", `x.${serverName}`, "127.0.0.1"])
        assert.equal((await ask(ingress.entry, host, { serverName })).status, 404, host);
    });

    it("ends a handshake for a name that it has no certificate for, and one without a name", async () => {
      for (const serverName of ["stranger.example", ""])
        await assert.rejects(scene().ask("nord", { serverName }), /handshake|alert|ECONNRESET/i, serverName);
    });

    const refused: readonly (readonly [what: string, tls: SecureContextOptions, says: RegExp])[] = [
      [
        "TLS 1.1",
        { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
        /alert protocol version/,
      ],
      ["TLS 1.2 with a cipher of old", { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA" }, /alert handshake/],
    ];
    for (const [what, tls, says] of refused)
      it(`refuses ${what}`, () => assert.rejects(scene().ask("nord", { tls }), says));

    for (const [what, tls] of [
      ["TLS 1.2 with a modern cipher", { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" }],
      ["TLS 1.3", { minVersion: "TLSv1.3" }],
    ] as const)
      it(`takes ${what}`, async () => assert.equal((await scene().ask("nord", { tls })).status, 200));

    it("sends whoever comes without TLS to the same place with it", async () => {
      const { ingress, nord } = scene();
      const { status, to } = await askPlainly(ingress.plainPort, nord.hostname, "/odoo?menu=1");
      assert.equal(status, 301);
      assert.match(to, new RegExp(`^https://${nord.hostname}(:\\d+)?/odoo\\?menu=1$`));
    });

    it("gives every answer the security headers, and does not say what answered", async () => {
      for (const path of ["/odoo", "/web/database/manager", "/integrations/parcel-carrier"]) {
        const { headers } = await scene().ask("nord", { path, from: "127.0.0.20" });
        assert.equal(headers["strict-transport-security"], "max-age=63072000", path);
        assert.equal(headers["x-content-type-options"], "nosniff", path);
        assert.equal(headers["x-frame-options"], "SAMEORIGIN", path);
        assert.equal(headers["referrer-policy"], "strict-origin-when-cross-origin", path);
        assert.equal(headers.server, undefined, path);
      }
    });

    it("tells the pod who really asks, whatever the client says of itself", async () => {
      const headers = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Host": "stranger.example",
        "X-Real-Ip": "203.0.113.7",
      };
      const { answer } = await scene().ask("nord", { headers, from: "127.0.0.5" });
      assert.equal(answer().headers["x-forwarded-for"], "127.0.0.5");
      assert.equal(answer().headers["x-forwarded-host"], scene().nord.hostname);
      assert.equal(answer().headers["x-forwarded-proto"], "https");
    });

    it("writes one line of JSON for each request: whose it was, and nothing of its query or its cookies", async () => {
      const headers = { Cookie: "session_id=c00kie", "User-Agent": "probe/1" };
      await scene().ask("nord", { path: "/web/reset?token=t0ken", headers });
      const line = await scene().ingress.logged(({ "request_User-Agent": agent }) => agent === "probe/1");
      assert.equal(line.RequestPath, "/web/reset");
      assert.equal(line.RequestHost, scene().nord.hostname);
      assert.match(String(line.RouterName), /tenant-velmora-nord.*odoo/);
      assert.equal(line.DownstreamStatus, 200);
      assert.doesNotMatch(JSON.stringify(line), /t0ken|c00kie/);
    });
  });
}
