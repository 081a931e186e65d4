import assert from "node:assert/strict";
import { failOver } from "../../../simulator/databases/failover.ts";
import { switchRegion } from "../../../simulator/regions/switch.ts";
import { switchZone } from "../../../simulator/regions/zones.ts";
import { setReplicationLag } from "../../../simulator/services/postgres/replication.ts";
import type { SimulatedResource } from "../../../simulator/world.ts";
import { Clouds } from "./clouds.ts";

const type = "azure-native:dbforpostgresql:Server";
const account = "11111111-2222-4333-8444-555555555555";
const home = { account, region: "germanywestcentral" };
const away = { account, region: "westeurope" };
const password = "thirty-two-letters-and-digits-Aa1";
const rows = "SELECT string_agg(word, ' ' ORDER BY word) FROM picking";
const standalone = { role: "None", promoteMode: "Standalone" };

describe("flexible servers", function () {
  this.timeout(240_000);
  let clouds: Clouds;
  let main: SimulatedResource;
  let replica: SimulatedResource;
  let faithful: SimulatedResource;

  before(async () => {
    clouds = await Clouds.open(password);
    for (const { region } of [home, away])
      await clouds.make(
        "azure-native:resources:ResourceGroup",
        { account, region },
        { resourceGroupName: region, location: region },
      );
    const machine = { sku: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" } };
    main = await clouds.make(type, home, {
      ...machine,
      ...{ resourceGroupName: home.region, location: home.region, serverName: "main", version: "16" },
      ...{ administratorLogin: "longshore", administratorLoginPassword: password, availabilityZone: "1" },
      highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "2" },
    });
    await clouds.sql(main, "CREATE TABLE picking (word text); INSERT INTO picking VALUES ('1-arrived')");
    const copy = {
      ...machine,
      resourceGroupName: away.region,
      location: away.region,
      createMode: "Replica",
      sourceServerResourceId: main.id,
    };
    replica = await clouds.make(type, away, { ...copy, serverName: "replica" });
    faithful = await clouds.make(type, away, { ...copy, serverName: "faithful" });
  });
  after(() => clouds.close());

  it("are replicated to other regions and take over their source's settings", async () => {
    await clouds.until(replica, rows, "1-arrived");
    const { replicationRole, administratorLogin, version } = replica.outputs;
    assert.deepEqual(
      { replicationRole, administratorLogin, version },
      {
        replicationRole: "GeoAsyncReplica",
        administratorLogin: "longshore",
        version: "16",
      },
    );
  });

  it("fail over between their zones, on an order and when a zone goes", async () => {
    assert.equal(await failOver(clouds.simulator, { ...home, id: main.id }), "germanywestcentral-2");
    await clouds.until(main, rows, "1-arrived");
    await switchZone(clouds.simulator, "germanywestcentral-2", "off");
    const { availabilityZone, highAvailability } = clouds.find(main).outputs;
    assert.deepEqual([availabilityZone, Reflect.get(Object(highAvailability), "standbyAvailabilityZone")], ["1", "2"]);
    await assert.rejects(failOver(clouds.simulator, { ...home, id: main.id }), /has no standby/);
    await switchZone(clouds.simulator, "germanywestcentral-2", "on");
    await clouds.until(main, rows, "1-arrived");
  });

  it("are restored to the moment before somebody's mistake", async () => {
    const moment = await clouds.sql(
      main,
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
    );
    await clouds.sql(main, "DELETE FROM picking");
    const restored = await clouds.make(type, home, {
      ...{ resourceGroupName: home.region, location: home.region, serverName: "restored" },
      ...{ createMode: "PointInTimeRestore", sourceServerResourceId: main.id, pointInTimeUTC: moment },
    });
    assert.equal(await clouds.sql(restored, rows), "1-arrived");
    assert.equal(await clouds.sql(main, rows), "");
  });

  it("are promoted with everything, where the promotion is a planned one", async () => {
    await clouds.until(faithful, rows, "");
    setReplicationLag(clouds.simulator, 1);
    await clouds.sql(main, "INSERT INTO picking VALUES ('2-in flight')");
    faithful = await clouds.change(faithful, { replica: { ...standalone, promoteOption: "Planned" } });
    assert.equal(faithful.outputs.replicationRole, "Primary");
    await clouds.sql(faithful, "INSERT INTO picking VALUES ('3-promoted')");
    assert.equal(await clouds.sql(faithful, rows), "2-in flight 3-promoted");
  });

  it("are promoted with what has arrived, where their source is gone", async () => {
    await clouds.until(replica, rows, "2-in flight");
    setReplicationLag(clouds.simulator, 3600);
    await clouds.sql(main, "INSERT INTO picking VALUES ('4-lost')");
    await switchRegion(clouds.simulator, home.region, "off");
    await assert.rejects(
      clouds.change(replica, { replica: { ...standalone, promoteOption: "Planned" } }),
      /SourceServerNotReachable/,
    );
    replica = await clouds.change(replica, { replica: { ...standalone, promoteOption: "Forced" } });
    await clouds.sql(replica, "INSERT INTO picking VALUES ('5-promoted')");
    assert.equal(await clouds.sql(replica, rows), "2-in flight 5-promoted");
    setReplicationLag(clouds.simulator, 0);
    await switchRegion(clouds.simulator, home.region, "on");
    await clouds.until(main, rows, "2-in flight 4-lost");
    assert.equal(await clouds.sql(replica, rows), "2-in flight 5-promoted");
  });
});
