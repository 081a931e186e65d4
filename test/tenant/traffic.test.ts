/** Limits of a tenant's routes follow from who works there and from what its integrations may do. */
import assert from "node:assert/strict";
import { trafficFor } from "../../stacks/sizing/traffic.ts";
import { tenantWith } from "./tenants.ts";

const integration = {
  name: "parcels",
  kind: "carrier",
  owner: "shipping@velmora.example",
  credential: "parcels-2026",
  expires: "2027-06-30",
  rotateEveryDays: 180,
} as const;

describe("traffic", () => {
  it("lets a whole site work behind one address", () => {
    const users = { named: 140, concurrent: 60 };
    const { address, logIns, inFlight, websockets } = trafficFor(tenantWith({ users, tier: "high-availability" }));
    assert.deepEqual(address, { requestsPerSecond: 120, burst: 600 });
    assert.deepEqual(logIns, { perMinute: 30, burst: 140 });
    // Five workers on up to five pods, each with one request in hand and three that wait.
    assert.equal(inFlight, 100);
    assert.equal(websockets, 420);
  });

  it("leaves a small site room for one page loaded cold", () => {
    const { address, logIns } = trafficFor(tenantWith({ users: { named: 3, concurrent: 1 } }));
    assert.deepEqual(address, { requestsPerSecond: 20, burst: 100 });
    assert.deepEqual(logIns, { perMinute: 30, burst: 30 });
  });

  it("opens a door for integrations that call in, and for no other", () => {
    assert.deepEqual(trafficFor(tenantWith({ integrations: [integration] })).integrations, []);
    const inbound = { requestsPerMinute: 121 };
    assert.deepEqual(trafficFor(tenantWith({ integrations: [{ ...integration, inbound }] })).integrations, [
      {
        name: "parcels",
        path: "/integrations/parcels",
        credential: "parcels-2026",
        requestsPerMinute: 121,
        burst: 31,
        bodyBytes: 8 * 1024 ** 2,
        from: [],
      },
    ]);
  });

  it("takes what tenant.yaml says of a door", () => {
    const inbound = { path: "/edi/orders", requestsPerMinute: 60, burst: 5, from: ["203.0.113.0/24"], bodyMiB: 1 };
    const [door] = trafficFor(tenantWith({ integrations: [{ ...integration, inbound }] })).integrations;
    const { path, burst, from, bodyBytes } = door ?? {};
    assert.deepEqual(
      { path, burst, from, bodyBytes },
      { path: "/edi/orders", burst: 5, from: ["203.0.113.0/24"], bodyBytes: 1024 ** 2 },
    );
  });
});
