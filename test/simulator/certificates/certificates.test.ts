import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer as createTlsServer } from "node:tls";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { listen } from "../../support/loopback.ts";

describe("the certificate authority", () => {
  let folder: string;
  let server: Server | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "longshore-authority-"));
  });
  afterEach(async () => {
    server?.close();
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  it("issues a certificate that a client accepts for its name and address, and for no other name", async () => {
    const authority = await CertificateAuthority.open(folder);
    const { certificate, key } = await authority.issue({ hosts: ["db.longshore.example"], addresses: ["127.0.0.1"] });
    server = createTlsServer({ cert: certificate, key }, (socket) => socket.end());
    const port = await listen(server);
    const ca = readFileSync(authority.bundleFile);
    const attempt = async (servername: string) => {
      const socket = connect({ host: "127.0.0.1", port, ca, servername });
      await once(socket, "secureConnect").finally(() => socket.destroy());
    };
    await attempt("db.longshore.example");
    await attempt("");
    await assert.rejects(attempt("elsewhere.example"), { code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });

  it("keeps the authority and what it issued between runs", async () => {
    const subject = { hosts: ["s3.eu-central-1.amazonaws.com"] };
    const first = await (await CertificateAuthority.open(folder)).issue(subject);
    const again = await CertificateAuthority.open(folder);
    assert.deepEqual(await again.issue(subject), first);
    const other = await again.issue({ hosts: ["sts.eu-central-1.amazonaws.com"] });
    assert.notEqual(other.certificate, first.certificate);
    assert.ok(new X509Certificate(first.certificate).verify(new X509Certificate(again.certificate).publicKey));
  });

  it("keeps its private key from other users", async () => {
    await CertificateAuthority.open(folder);
    assert.equal(statSync(join(folder, "authority.key")).mode & 0o077, 0);
  });
});
