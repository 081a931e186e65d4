import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { secretNames } from "../../images/backup/src/settings.ts";
import { pathWithFakes } from "./support/fake.ts";
import { runBackup, succeed } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

const tools = ["psql", "pg_dump", "pg_restore", "restic", "rclone"];

describe("secrets", () => {
  let tenant: Tenant;
  let calls: string;
  let outputs: string;
  before(async function () {
    this.timeout(240_000);
    tenant = await newTenant();
    const record = join(tenant.folder, "calls");
    await writeFile(record, "");
    // What every tool was called with, and the names of the variables that it could see.
    const script = (tool: string) =>
      `{ echo "call ${tool} $*"; env | cut -d= -f1 | sed 's/^/sees ${tool} /'; } >> '${record}'; exec "$real" "$@"`;
    const PATH = await pathWithFakes(Object.fromEntries(tools.map((tool) => [tool, script(tool)])));
    const target = await newTenant({ rows: 0, repositoryOf: tenant });
    const ended = [];
    for (const command of ["provision", "dump", "verify", "prune", "archive"] as const)
      ended.push(await runBackup(command, { ...tenant.environment[command], ...canaries, PATH }));
    ended.push(await runBackup("restore", { ...target.environment.restore, PATH }));
    ended.push(
      await runBackup("restore", { ...target.environment.restore, PATH, PGPASSWORD: "wrong-database-password" }),
    );
    ended.push(await runBackup("dump", { ...tenant.environment.dump, PATH, RESTIC_PASSWORD: "wrong-restic-password" }));
    assert.deepEqual(
      ended.map(({ code }) => code),
      [0, 0, 0, 0, 0, 0, 8, 6],
    );
    calls = await readFile(record, "utf8");
    outputs = ended.map(({ stdout, stderr }) => stdout + stderr).join("\n");
  });

  const canaries = { AWS_SECRET_ACCESS_KEY: "canary-aws-secret", AWS_SESSION_TOKEN: "canary-aws-token" };

  const values = () => [
    ...Object.values(canaries),
    "wrong-database-password",
    "wrong-restic-password",
    ...Object.values(tenant.environment).flatMap((environment) =>
      secretNames.flatMap((name) => environment[name] ?? []),
    ),
  ];

  it("stand on no command line", () => {
    for (const tool of tools) assert.match(calls, new RegExp(`^call ${tool} `, "m"));
    for (const value of values()) assert.ok(!calls.includes(value), value);
  });

  it("stand in no output, not even where a login is refused", () => {
    for (const value of values()) assert.ok(!outputs.includes(value), value);
  });

  it("are seen by the tool that needs them and by no other", () => {
    const sees = (tool: string, name: string) => calls.includes(`sees ${tool} ${name}\n`);
    assert.ok(sees("psql", "PGPASSWORD") && sees("restic", "RESTIC_PASSWORD") && sees("rclone", "AWS_SESSION_TOKEN"));
    for (const tool of ["psql", "pg_dump", "pg_restore", "rclone"]) assert.ok(!sees(tool, "RESTIC_PASSWORD"), tool);
    for (const tool of ["restic", "rclone"]) assert.ok(!sees(tool, "PGPASSWORD"), tool);
    for (const tool of ["psql", "pg_dump", "pg_restore"]) assert.ok(!sees(tool, "AWS_SECRET_ACCESS_KEY"), tool);
    for (const tool of tools) assert.ok(!sees(tool, "OWNER_PASSWORD") && !sees(tool, "ADMIN_PASSWORD"), tool);
  });

  it("are blotted out where a tool writes them", async () => {
    const PATH = await pathWithFakes({ rclone: 'echo "$AWS_SECRET_ACCESS_KEY refused" >&2; exit 1' });
    const { stdout, stderr } = await runBackup("dump", { ...tenant.environment.dump, ...canaries, PATH });
    assert.match(stderr, /\*\*\* refused/);
    assert.ok(!`${stdout}${stderr}`.includes(canaries.AWS_SECRET_ACCESS_KEY));
  }).timeout(180_000);

  it("stand in no backup's manifest", async () => {
    await succeed("archive", tenant.environment.archive);
    const { stdout } = await runBackup("archive", tenant.environment.archive);
    const name = /"archive":"([^"]+)"/.exec(stdout)?.[1] ?? "";
    const manifest = await readFile(join(tenant.folder, "archives", name, "manifest.json"), "utf8");
    for (const value of values()) assert.ok(!manifest.includes(value), value);
  }).timeout(180_000);
});
