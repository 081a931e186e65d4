/** With tenant A's database roles: B's data, and the server that both share. A real PostgreSQL, provisioned as in the cluster. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readToolchain } from "../../simulator/toolchain/toolchain.ts";
import { askAs, refused } from "../backup/support/login.ts";
import { type Environment, succeed } from "../backup/support/run.ts";
import { newTenant, type Tenant } from "../backup/support/tenant.ts";

/** Connections that A is given. */
const limit = 2;
const secret = "of B alone";
/** Milliseconds between two looks at the server. */
const lookMs = 20;

describe("breaking out of A in the database", function () {
  this.timeout(180_000);
  let a: Tenant;
  let b: Tenant;
  const sessions: ChildProcess[] = [];
  before(async () => {
    a = await newTenant({ rows: 0 });
    b = await newTenant({ rows: 0 });
    await succeed("provision", { ...a.environment.provision, OWNER_CONNECTIONS: `${limit}` });
    await askAs(b.environment.restore, `CREATE TABLE invoice AS SELECT '${secret}' AS text`);
    await askAs(a.environment.restore, "CREATE TABLE invoice AS SELECT 'of A' AS text");
  });
  afterEach(async () => {
    for (const session of sessions.splice(0)) {
      const ended = session.exitCode === null && session.signalCode === null ? once(session, "exit") : undefined;
      session.kill();
      await ended;
    }
  });

  /** A session that stays, with what it printed so far. */
  function open(login: Environment) {
    const session = spawn(join(readToolchain().postgres, "psql"), ["-XqAt"], { env: { ...login } });
    sessions.push(session);
    const heard = { text: "" };
    session.stdout.setEncoding("utf8").on("data", (text: string) => {
      heard.text += text;
    });
    const say = (sql: string) => session.stdin.write(`${sql}\n`);
    const until = async (text: string) => {
      while (!heard.text.includes(text)) await once(session.stdout, "data");
    };
    return { say, until, heard };
  }

  const owner = () => a.environment.restore;
  const reader = () => a.environment.dump;
  const verifier = (): Environment => ({ ...a.environment.verify, PGDATABASE: "postgres" });
  const shared = (): Environment => ({ ...owner(), PGDATABASE: "postgres" });
  const ownerOfB = () => b.environment.restore.PGUSER ?? "";

  it("has data of A's own: the statements below can succeed", async () => {
    assert.equal(await askAs(owner(), "SELECT text FROM invoice"), "of A");
    assert.equal(await askAs(reader(), "SELECT text FROM invoice"), "of A");
    assert.equal(await askAs(shared(), "SELECT 1"), "1");
    assert.equal(
      await askAs(verifier(), "CREATE DATABASE throwaway_of_a; DROP DATABASE throwaway_of_a; SELECT 1"),
      "1",
    );
  });

  const denied: readonly (readonly [what: string, login: () => Environment, sql: () => string, says: RegExp])[] = [
    [
      "B's database to A's owner",
      () => ({ ...owner(), PGDATABASE: b.database }),
      () => "SELECT 1",
      /permission denied for database/,
    ],
    [
      "B's database to A's reader",
      () => ({ ...reader(), PGDATABASE: b.database }),
      () => "SELECT 1",
      /permission denied for database/,
    ],
    [
      "B's database to A's verifier",
      () => ({ ...verifier(), PGDATABASE: b.database }),
      () => "SELECT 1",
      /permission denied for database/,
    ],
    [
      "B's log-in with A's password",
      () => ({ ...owner(), PGUSER: ownerOfB() }),
      () => "SELECT 1",
      /password authentication failed/,
    ],
    ["B's role by SET ROLE", owner, () => `SET ROLE ${ownerOfB()}`, /permission denied to set role/],
    ["a change of B's role", owner, () => `ALTER ROLE ${ownerOfB()} PASSWORD 'x'`, /permission denied to alter role/],
    ["B's database to be dropped", shared, () => `DROP DATABASE ${b.database}`, /must be owner of database/],
    [
      "a copy of B's database, to who may make databases",
      verifier,
      () => `CREATE DATABASE stolen TEMPLATE ${b.database}`,
      /permission denied to copy database/,
    ],
    ["roles of its own", owner, () => "CREATE ROLE another", /permission denied to create role/],
    ["databases of its own", shared, () => "CREATE DATABASE another", /permission denied to create database/],
    [
      "tables beside everybody's",
      shared,
      () => "CREATE TABLE public.mine (id int)",
      /permission denied for schema public/,
    ],
    ["schemas beside everybody's", shared, () => "CREATE SCHEMA mine", /permission denied for database postgres/],
    [
      "temporary tables there",
      shared,
      () => "CREATE TEMPORARY TABLE mine (id int)",
      /permission denied to create temporary/,
    ],
    [
      "the template of new databases",
      () => ({ ...owner(), PGDATABASE: "template1" }),
      () => "SELECT 1",
      /permission denied for database/,
    ],
    ["passwords as they are stored", owner, () => "SELECT * FROM pg_authid", /permission denied for table pg_authid/],
    ["files of the server", owner, () => "SELECT pg_read_file('postgresql.conf')", /permission denied for function/],
    [
      "files of the server by COPY",
      owner,
      () => "COPY invoice FROM '/etc/passwd'",
      /permission denied to COPY from a file/,
    ],
    [
      "programs on the server",
      owner,
      () => "COPY invoice TO PROGRAM 'cat'",
      /permission denied to COPY to or from an external program/,
    ],
    [
      "files by way of a large object",
      owner,
      () => "SELECT lo_import('/etc/passwd')",
      /permission denied for function lo_import/,
    ],
    ["settings of the server", owner, () => "ALTER SYSTEM SET work_mem = '1GB'", /permission denied to set parameter/],
    [
      "a language without walls",
      owner,
      () => "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'x'",
      /permission denied for language c/,
    ],
  ];
  for (const [what, login, sql, says] of denied) {
    it(`refuses ${what}`, async () => assert.match(await refused(login(), sql()), says));
  }

  it("shows A nothing of what B asks, and lets A end none of it", async () => {
    const session = open(b.environment.restore);
    session.say(`SELECT 'asked ${secret}', pg_backend_pid(); `);
    await session.until("asked");
    const pid = /\|(\d+)/.exec(session.heard.text)?.[1];
    const look = (login: Environment) => askAs(login, `SELECT query FROM pg_stat_activity WHERE pid = ${pid}`);
    assert.match(await b.server.ask(`SELECT query FROM pg_stat_activity WHERE pid = ${pid}`), new RegExp(secret));
    assert.equal(await look(owner()), "<insufficient privilege>");
    for (const end of ["pg_terminate_backend", "pg_cancel_backend"])
      assert.match(await refused(owner(), `SELECT ${end}(${pid})`), /permission denied to (terminate|cancel)/);
  });

  it("keeps a large object that B leaves in the shared database from A", async () => {
    const id = await askAs(
      { ...b.environment.restore, PGDATABASE: "postgres" },
      `SELECT lo_from_bytea(0, '${secret}')`,
    );
    try {
      assert.match(await refused(shared(), `SELECT lo_get(${id})`), /permission denied for large object/);
      assert.match(await refused(shared(), `SELECT lo_unlink(${id})`), /must be owner of large object/);
    } finally {
      await b.server.ask(`SELECT lo_unlink(${id})`);
    }
  });

  it("refuses A more connections than it has, and lets B go on", async () => {
    const held = Array.from({ length: limit }, () => open(owner()));
    for (const session of held) {
      session.say("SELECT 'here';");
      await session.until("here");
    }
    assert.match(await refused(owner(), "SELECT 1"), /too many connections for role/);
    assert.equal(await askAs(b.environment.restore, "SELECT text FROM invoice"), secret);
  });

  it("ends what A's owner leaves running or open, unless its session says otherwise", async () => {
    const show = (name: string) => askAs(owner(), `SHOW ${name}`);
    assert.equal(await show("statement_timeout"), "15min");
    assert.equal(await show("lock_timeout"), "1min");
    assert.equal(await show("idle_in_transaction_session_timeout"), "15min");
    assert.equal(await askAs(owner(), "SET statement_timeout = 0; SHOW statement_timeout"), "0");
    assert.match(
      await refused(owner(), "SET temp_file_limit = -1"),
      /permission denied to set parameter "temp_file_limit"/,
    );
  });

  // What docs/isolation.md says is not kept apart.
  it("lets A see names of databases and roles, and hear what B notifies in the shared database", async () => {
    assert.match(await askAs(owner(), "SELECT datname FROM pg_database"), new RegExp(b.database));
    assert.match(await askAs(owner(), "SELECT rolname FROM pg_roles"), new RegExp(ownerOfB()));
    const session = open(shared());
    session.say("LISTEN imbus; SELECT 'listening';");
    await session.until("listening");
    await askAs({ ...b.environment.restore, PGDATABASE: "postgres" }, "NOTIFY imbus, 'a channel of B'");
    while (!session.heard.text.includes('with payload "a channel of B"')) {
      session.say("SELECT 1;");
      await pause(lookMs);
    }
    const own = open(owner());
    own.say("LISTEN imbus; SELECT 'listening';");
    await own.until("listening");
    await askAs(b.environment.restore, "NOTIFY imbus, 'in its own database'");
    own.say("SELECT 'asked again';");
    await own.until("asked again");
    assert.doesNotMatch(own.heard.text, /payload/, "a database of one's own has channels of its own");
  });
});
