import assert from "node:assert/strict";
import { instance } from "../../../simulator/aws/resources/rds/instance.ts";
import { failOver } from "../../../simulator/databases/failover.ts";
import { lagOf } from "../../../simulator/databases/lag.ts";
import { switchRegion } from "../../../simulator/regions/switch.ts";
import { switchZone } from "../../../simulator/regions/zones.ts";
import { setReplicationLag } from "../../../simulator/services/postgres/replication.ts";
import type { SimulatedResource } from "../../../simulator/world.ts";
import { Clouds } from "./clouds.ts";

const type = "aws:rds/instance:Instance";
const account = "123456789012";
const home = { account, region: "eu-central-1" };
const away = { account, region: "eu-west-1" };
const password = "thirty-two-letters-and-digits";
const rows = "SELECT string_agg(word, ' ' ORDER BY word) FROM picking";
const now = "SELECT to_char(clock_timestamp() AT TIME ZONE 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";

describe("RDS instances", function () {
  this.timeout(240_000);
  let clouds: Clouds;
  let main: SimulatedResource;
  let replica: SimulatedResource;
  let faithful: SimulatedResource;

  before(async () => {
    clouds = await Clouds.open(password);
    const written = {
      engine: "postgres",
      engineVersion: "16",
      instanceClass: "db.t4g.micro",
      username: "longshore",
      password,
    };
    main = await clouds.make(type, home, { ...written, identifier: "main", multiAz: true, backupRetentionPeriod: 7 });
    await clouds.sql(main, "CREATE TABLE picking (word text)");
    const copy = { instanceClass: "db.t4g.micro", replicateSourceDb: main.outputs.arn };
    replica = await clouds.make(type, away, { ...copy, identifier: "main" });
    faithful = await clouds.make(type, { account, region: "eu-west-3" }, { ...copy, identifier: "faithful" });
  });
  after(() => clouds.close());

  it("are replicated to other regions, where nobody writes", async () => {
    await clouds.sql(main, "INSERT INTO picking VALUES ('1-arrived')");
    for (const copy of [replica, faithful]) await clouds.until(copy, rows, "1-arrived");
    await assert.rejects(clouds.sql(replica, "DELETE FROM picking"), /read-only transaction/);
    assert.equal(replica.outputs.username, "longshore");
    assert.equal(replica.outputs.backupRetentionPeriod, 0);
  });

  it("fail over to another zone without losing a committed row", async () => {
    const writer = clouds.sql(main, "SELECT pg_sleep(3600)");
    await clouds.until(
      main,
      "SELECT count(*) FROM pg_stat_activity WHERE query ~ 'pg_sleep' AND pid <> pg_backend_pid()",
      "1",
    );
    await clouds.sql(main, "INSERT INTO picking SELECT '2-' || number FROM generate_series(1, 3) AS number");
    const [zone] = await Promise.all([
      failOver(clouds.simulator, { ...home, id: "main" }),
      assert.rejects(writer, /terminat|closed|unexpected|EOF|Connection reset/),
    ]);
    assert.equal(zone, "eu-central-1b");
    assert.equal(clouds.find(main).outputs.availabilityZone, "eu-central-1b");
    await clouds.until(main, rows, "1-arrived 2-1 2-2 2-3");
    await clouds.until(faithful, rows, "1-arrived 2-1 2-2 2-3");
  });

  it("fail over by themselves where their zone goes, and stop there without a standby", async () => {
    await switchZone(clouds.simulator, "eu-central-1b", "off");
    assert.equal(clouds.find(main).outputs.availabilityZone, "eu-central-1a");
    await clouds.until(main, "SELECT count(*) FROM picking", "4");
    await assert.rejects(failOver(clouds.simulator, { ...away, id: replica.id }), /has no standby/);
    await assert.rejects(failOver(clouds.simulator, { ...away, id: "other" }), /no database server other.*fits db-/);
    await switchZone(clouds.simulator, "eu-west-1a", "off");
    await assert.rejects(clouds.sql(replica, rows), /Connection refused/);
    await switchZone(clouds.simulator, "eu-west-1a", "on");
    await clouds.until(replica, "SELECT count(*) FROM picking", "4");
    await switchZone(clouds.simulator, "eu-central-1b", "on");
  });

  it("are restored to the moment before somebody's mistake", async () => {
    const moment = await clouds.sql(main, now);
    await clouds.sql(main, "DELETE FROM picking WHERE word LIKE '2-%'");
    const restored = await clouds.make(type, home, {
      identifier: "restored",
      instanceClass: "db.t4g.micro",
      restoreToPointInTime: { sourceDbInstanceIdentifier: "main", restoreTime: moment },
    });
    assert.equal(await clouds.sql(restored, rows), "1-arrived 2-1 2-2 2-3");
    assert.equal(await clouds.sql(main, rows), "1-arrived");
    await clouds.sql(restored, "INSERT INTO picking VALUES ('9')");
    const latest = await clouds.make(type, home, {
      identifier: "latest",
      instanceClass: "db.t4g.micro",
      restoreToPointInTime: { sourceDbiResourceId: restored.id, useLatestRestorableTime: true },
    });
    assert.equal(await clouds.sql(latest, rows), "1-arrived 2-1 2-2 2-3 9");
  });

  it("lose what was on its way when their region goes, and nothing that had arrived", async () => {
    await clouds.until(replica, rows, "1-arrived");
    setReplicationLag(clouds.simulator, 3600);
    await clouds.sql(main, "INSERT INTO picking VALUES ('3-in flight')");
    await switchRegion(clouds.simulator, home.region, "off");
    replica = await clouds.change(replica, {
      replicateSourceDb: undefined,
      password: "another-password-of-32-letters",
      backupRetentionPeriod: 7,
    });
    assert.equal(replica.outputs.replicateSourceDb, undefined);
    const own = (statement: string) => clouds.sql(replica, statement, "another-password-of-32-letters");
    assert.equal(await own(rows), "1-arrived");
    await own("INSERT INTO picking VALUES ('4-promoted')");
    assert.equal(await own("SELECT pg_is_in_recovery(), (SELECT count(*) FROM pg_stat_wal_receiver)"), "f|0");
  });

  it("go on being replicated when their region is back, but never to what was promoted", async () => {
    setReplicationLag(clouds.simulator, 0);
    await switchRegion(clouds.simulator, home.region, "on");
    await clouds.sql(main, "INSERT INTO picking VALUES ('5-later')");
    await clouds.until(faithful, rows, "1-arrived 3-in flight 5-later");
    assert.equal(await clouds.sql(replica, rows, "another-password-of-32-letters"), "1-arrived 4-promoted");
  });

  it("can be restored from a promoted replica's own backups", async () => {
    const restored = await clouds.make(type, away, {
      identifier: "restored",
      instanceClass: "db.t4g.micro",
      restoreToPointInTime: { sourceDbInstanceIdentifier: "main", useLatestRestorableTime: true },
    });
    assert.equal(await clouds.sql(restored, rows, "another-password-of-32-letters"), "1-arrived 4-promoted");
  });

  it("say how far they are behind, which names the last transaction that they have", async () => {
    const last = "SELECT floor(extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000)";
    const [named, before] = [Number(await clouds.sql(faithful, last)), Date.now()];
    const lag = 1000 * ((await lagOf(clouds.simulator, faithful)) ?? Number.NaN);
    const [after, then] = [Date.now(), Number(await clouds.sql(faithful, last))];
    assert(lag >= before - then - 1 && lag <= after - named + 1, `${lag} between ${before - then}, ${after - named}`);
    assert.equal(await lagOf(clouds.simulator, main), undefined);
  });

  it("come through a promotion in which they die, with all that had arrived", async () => {
    const replay = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'startup'";
    const walker = Number(await clouds.sql(faithful, replay));
    process.kill(walker, "SIGSTOP");
    const promoted = { replicateSourceDb: undefined, password };
    const died = assert.rejects(clouds.change(faithful, promoted));
    const ordered = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_promote%' AND state = 'active'";
    await clouds.until(faithful, ordered, "1");
    process.kill(walker, "SIGKILL");
    await died;
    // It is started again, as a service does.
    await clouds.until(faithful, "SELECT 1", "1");
    assert.notEqual(clouds.find(faithful).inputs.replicateSourceDb, undefined);
    faithful = await clouds.change(faithful, promoted);
    assert.equal(await clouds.sql(faithful, rows), "1-arrived 3-in flight 5-later");
    await clouds.sql(faithful, "INSERT INTO picking VALUES ('6-promoted')");
  });

  it("are not promoted twice by a provider that never heard of the first time", () => {
    const [followed, standing] = [{ replicateSourceDb: "arn:main" }, { identifier: "main" }];
    assert.match(String(instance.repeated(followed, standing, standing)), /InvalidDBInstanceState/);
    assert.equal(instance.repeated(followed, followed, standing), undefined);
    assert.equal(instance.repeated(standing, standing, standing), undefined);
  });
});
