/** With tenant A's user of the cache: B's sessions. A real Redis with the users that Pulumi emitted. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { simulatorPaths } from "../../simulator/paths.ts";
import { askRedis } from "../../simulator/services/redis/client.ts";
import { redisConfiguration, redisUsers } from "../../simulator/services/redis/configuration.ts";
import { Supervisor } from "../../simulator/supervisor.ts";
import { readToolchain } from "../../simulator/toolchain/toolchain.ts";
import { ofType } from "../components/mocks.ts";
import { variedPlatform } from "../components/platforms.ts";
import { removeFolder, temporaryFolder } from "../support/temporary.ts";
import { a, b } from "./support/world.ts";

const user = z.object({
  userName: z.string(),
  accessString: z.string(),
  authenticationMode: z.object({ passwords: z.array(z.string()) }),
});
const operator = { user: "longshore-simulator", password: "of the test" };

describe("breaking out of A in the cache", function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  const supervisor = new Supervisor(simulatorPaths(folder));
  const socket = join(folder, "redis.sock");
  const passwords: Record<string, string> = {};
  const ask = (tenant: string, ...command: readonly string[]) =>
    askRedis(socket, { user: `tenant-${tenant}`, password: passwords[`tenant-${tenant}`] ?? "" }, command);

  before(async () => {
    const emitted = ofType((await variedPlatform()).resources, "aws:elasticache/user:User").map(({ inputs }) =>
      user.parse(inputs),
    );
    const users = emitted.map(({ userName, accessString, authenticationMode }) => {
      passwords[userName] = authenticationMode.passwords[0] ?? "";
      return { name: userName, access: accessString, passwords: authenticationMode.passwords };
    });
    const [data, usersFile] = [join(folder, "cache"), join(folder, "users.acl")];
    mkdirSync(data);
    writeFileSync(usersFile, redisUsers(users, operator.password));
    const configuration = join(folder, "redis.conf");
    writeFileSync(configuration, redisConfiguration({ folder: data, socket, usersFile, parameters: {} }).text);
    await supervisor.start({
      name: "redis",
      command: readToolchain().bin.redisServer,
      args: [configuration],
      ready: async () => (await askRedis(socket, operator, ["PING"])) === "+PONG",
    });
    for (const key of [`session:${b}:1`, `session::${b}:1`]) assert.equal(await ask(b, "SET", key, "of B"), "+OK");
  });
  after(async () => {
    await supervisor.stopAll();
    removeFolder(folder);
  });

  it("has sessions of A's own: the commands below can succeed", async () => {
    assert.equal(await ask(a, "SET", `session:${a}:1`, "of A", "EX", "60"), "+OK");
    assert.equal(await ask(a, "GET", `session:${a}:1`), "$4");
    assert.equal(await ask(a, "MGET", `session:${a}:1`, `session::${a}:1`), "*2");
    assert.equal(await ask(a, "RENAME", `session:${a}:1`, `session::${a}:2`), "+OK");
    assert.equal(await ask(a, "DEL", `session::${a}:2`), ":1");
  });

  const theirs = `session:${b}:1`;
  const own = `session:${a}:1`;
  const refused: readonly (readonly string[])[] = [
    ["GET", theirs],
    ["GET", `session::${b}:1`],
    ["SET", theirs, "of A"],
    ["DEL", theirs],
    ["EXISTS", theirs],
    ["TTL", theirs],
    ["TYPE", theirs],
    ["MGET", own, theirs],
    ["RENAME", theirs, own],
    ["RENAME", own, theirs],
    ["COPY", theirs, own],
    ["GETDEL", theirs],
    ["KEYS", "*"],
    ["KEYS", `session:${b}:*`],
    ["SCAN", "0"],
    ["RANDOMKEY"],
    ["DBSIZE"],
    ["FLUSHALL"],
    ["FLUSHDB"],
    ["SWAPDB", "0", "1"],
    ["SORT", own, "GET", "session:*"],
    ["EVAL", `return redis.call('GET', '${theirs}')`, "0"],
    ["EVAL", "return redis.call('GET', KEYS[1])", "1", theirs],
    ["EVAL", "return redis.call('GET', KEYS[1])", "1", own],
    ["FUNCTION", "LIST"],
    ["CONFIG", "GET", "*"],
    ["CONFIG", "SET", "dir", "/tmp"],
    ["ACL", "LIST"],
    ["ACL", "SETUSER", `tenant-${a}`, "~*"],
    ["CLIENT", "LIST"],
    ["CLIENT", "KILL", "TYPE", "normal"],
    ["MONITOR"],
    ["SUBSCRIBE", "*"],
    ["PUBLISH", "x", "y"],
    ["SAVE"],
    ["SHUTDOWN"],
    ["REPLICAOF", "192.0.2.1", "6379"],
  ];
  for (const command of refused) {
    it(`refuses ${command.join(" ")}`, () => assert.rejects(ask(a, ...command), /^Error: NOPERM/));
  }

  it("refuses B's user with A's password, and the user without a name", async () => {
    const password = passwords[`tenant-${a}`] ?? "";
    for (const name of [`tenant-${b}`, "default"])
      await assert.rejects(askRedis(socket, { user: name, password }, ["PING"]), /WRONGPASS/);
  });

  it("left B's sessions as they were", async () => {
    assert.equal(await ask(b, "MGET", theirs, `session::${b}:1`), "*2");
    assert.equal(await ask(b, "GET", theirs), "$4");
  });
});
