/** The cache's users as the components make them, on a real Redis under the very access rules. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod";
import { askRedis } from "../../simulator/services/redis/client.ts";
import {
  type RedisUser,
  redisConfiguration,
  redisUsers,
  simulatorUser,
} from "../../simulator/services/redis/configuration.ts";
import { readToolchain } from "../../simulator/toolchain/toolchain.ts";
import { ofType } from "../components/mocks.ts";
import { platformWith } from "../components/platforms.ts";
import { removeFolder, temporaryFolder } from "../support/temporary.ts";

const [first, second] = ["2026-11-01", "2027-02-01"] as const;
const tenant = "tenant-harbor";
const password = "password-of-the-test";

const user = z.looseObject({
  userName: z.string(),
  accessString: z.string(),
  authenticationMode: z.looseObject({ passwords: z.array(z.string()).max(2) }),
});

/** What a stack with these dates gives to ElastiCache. */
async function usersFor(...dates: readonly string[]): Promise<readonly RedisUser[]> {
  const secrets = { passwordDate: "2026-11-01", tenantPasswordDates: dates };
  const { resources } = await platformWith("aws-production", { secrets });
  return ofType(resources, "aws:elasticache/user:User").map(({ inputs }) => {
    const { userName: name, accessString: access, authenticationMode } = user.parse(inputs);
    return { name, access, passwords: authenticationMode.passwords };
  });
}

describe("rotation of a tenant's cache password", function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  const socket = join(folder, "redis.sock");
  const usersFile = join(folder, "users.acl");
  const ask = (login: { user: string; password: string }, ...command: string[]) => askRedis(socket, login, command);
  const as = (date: string) => ({ user: tenant, password: `password-of-harbor-cache-${date}` });
  let stop: () => Promise<void>;

  before(async () => {
    writeFileSync(usersFile, redisUsers(await usersFor(first), password));
    writeFileSync(join(folder, "redis.conf"), redisConfiguration({ folder, socket, usersFile, parameters: {} }).text);
    const server = spawn(readToolchain().bin.redisServer, [join(folder, "redis.conf")]);
    stop = async () => {
      const ended = once(server, "exit");
      server.kill();
      await ended;
      removeFolder(folder);
    };
    for await (const line of createInterface({ input: server.stdout })) if (/ready to accept/i.test(line)) break;
  });
  after(() => stop());

  const change = async (...dates: readonly string[]) => {
    writeFileSync(usersFile, redisUsers(await usersFor(...dates), password));
    await ask({ user: simulatorUser, password }, "ACL", "LOAD");
  };

  it("begins: sessions are there for pods with the old password and for those with the new", async () => {
    assert.equal(await ask(as(first), "SET", "session:harbor:a", "1"), "+OK");
    await assert.rejects(ask(as(second), "PING"), /WRONGPASS/);
    await change(second, first);
    assert.equal(await ask(as(first), "GET", "session:harbor:a"), "$1");
    assert.equal(await ask(as(second), "GET", "session:harbor:a"), "$1");
  });

  it("ends: the old password is dead, sessions stay", async () => {
    await change(second);
    await assert.rejects(ask(as(first), "PING"), /WRONGPASS/);
    assert.equal(await ask(as(second), "GET", "session:harbor:a"), "$1");
    await assert.rejects(ask(as(second), "GET", "session:dock:a"), /NOPERM/);
  });
});
