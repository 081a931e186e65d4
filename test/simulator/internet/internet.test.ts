/** The internet's own behaviour: hosts that are there, hosts that are not, tunnels to servers of the simulated cloud. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type Simulation, startSimulation } from "./simulation.ts";

describe("the internet stand-in", function () {
  this.timeout(180_000);
  let simulation: Simulation;
  let server: Server | undefined;

  before(async () => {
    simulation = await startSimulation();
  });
  after(() => simulation.end());
  afterEach(() => {
    server?.close();
    server = undefined;
  });

  const curl = (...args: readonly string[]) => simulation.run("curl", ["--silent", "--show-error", ...args]);

  it("refuses a host that nobody answers for, with its name, and remembers it", async () => {
    const secure = await curl("--verbose", "https://registry.example.com/v2/");
    assert.match(secure.output, /502 the simulator has no internet: registry\.example\.com/);
    assert.notEqual(secure.code, 0);
    const plain = await curl("http://registry.example.com/");
    assert.equal(plain.output, "the simulator has no internet: registry.example.com\n");
    assert.equal(simulation.internet.refused["registry.example.com"], 2);
  });

  it("shows a certificate for the host that clients accept only through the simulator's bundle", async () => {
    const known = await curl(
      "--output",
      "answer",
      "--write-out",
      "%{http_code}",
      "https://sts.eu-central-1.amazonaws.com/",
    );
    assert.equal(known.output, "403");
    const stranger = await simulation.run("curl", ["--silent", "--show-error", "https://sts.amazonaws.com/"], {
      CURL_CA_BUNDLE: "/dev/null",
    });
    assert.notEqual(stranger.code, 0);
    assert.match(stranger.output, /certificate/);
  });

  it("leads to a server of the simulated cloud by its host name", async () => {
    const host = "abc.gr7.eu-central-1.eks.amazonaws.com";
    const address = simulation.world.addressOf(host);
    server = createServer((_, response) => response.end("the API server"));
    server.listen(0, address);
    await once(server, "listening");
    const port = Object(server.address()).port;
    const { output } = await curl("--proxytunnel", `http://${host}:${port}/`);
    assert.equal(output, "the API server");
  });

  it("takes metrics at the cluster's own name, from programs that tunnel plain HTTP and those that do not", async () => {
    const url = "http://pushgateway.observability.svc:9091/metrics/job/backup/tenant/harbor";
    await curl("--request", "PUT", "--data-binary", "rows 1\n", url);
    assert.equal(simulation.internet.pushgateway.groups["job/backup/tenant/harbor"], "rows 1\n");
    const script = `const { status } = await fetch("${url}", { method: "PUT", body: "rows 2\\n" }); process.exit(status === 200 ? 0 : 1)`;
    const { code, output } = await simulation.run(process.execPath, ["--input-type=module", "--eval", script]);
    assert.equal(code, 0, output);
    assert.equal(simulation.internet.pushgateway.groups["job/backup/tenant/harbor"], "rows 2\n");
  });

  it("stops with everything it started", async () => {
    const short = await startSimulation();
    const { url } = short.internet.podIdentity;
    await short.end();
    await assert.rejects(fetch(url));
    assert.equal(existsSync(short.folder), false);
  });
});
