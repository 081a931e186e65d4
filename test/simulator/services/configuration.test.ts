import assert from "node:assert/strict";
import { configuration } from "../../../simulator/services/postgres/configuration.ts";

const settings = {
  ...{ address: "127.0.0.2", port: 5432, socketFolder: "/run/server", log: "/archive/log" },
  ...{ parameters: { max_connections: "100" }, libraries: [] },
};

describe("PostgreSQL's configuration", () => {
  it("lets a restored server replay a log of more connections than it has itself, and asks that of no other", () => {
    // PostgreSQL compares the two only where somebody may ask while it replays.
    const restored = configuration({ ...settings, until: new Date("2026-11-23T01:36:35Z") }).text;
    assert.match(restored, /^hot_standby = 'off'$/m);
    assert.match(restored, /^recovery_target_time = '2026-11-23T01:36:35\.000\+00'$/m);
    assert.doesNotMatch(configuration(settings).text, /hot_standby/);
  });
});
