/** `main.ts <command>`: runs one command, writes progress to stderr and one line of JSON with the result to stdout. */
import { archive } from "./commands/archive.ts";
import { close } from "./commands/close.ts";
import { copy } from "./commands/copy.ts";
import { dump } from "./commands/dump.ts";
import { fence } from "./commands/fence.ts";
import { freeze } from "./commands/freeze.ts";
import { importTenant } from "./commands/import.ts";
import { open } from "./commands/open.ts";
import { provision } from "./commands/provision.ts";
import { prune } from "./commands/prune.ts";
import { restore } from "./commands/restore.ts";
import { restoreAtStart } from "./commands/restore-at-start.ts";
import { retrieve } from "./commands/retrieve.ts";
import { rewind } from "./commands/rewind.ts";
import { rewindFetch } from "./commands/rewind-fetch.ts";
import { upgrade } from "./commands/upgrade.ts";
import { upgradeSave } from "./commands/upgrade-save.ts";
import { upgradeStart } from "./commands/upgrade-start.ts";
import { verify } from "./commands/verify.ts";
import type { Command, Result } from "./context.ts";
import { describe, exitCodes, Failure } from "./failure.ts";
import { pushMetrics, type Run } from "./metrics.ts";
import { required } from "./settings.ts";
import { Tools } from "./tools.ts";

const commands = new Map<string, Command>(
  Object.entries({
    provision,
    dump,
    verify,
    prune,
    restore,
    archive,
    retrieve,
    copy,
    "restore-at-start": restoreAtStart,
    import: importTenant,
    upgrade,
    "upgrade-save": upgradeSave,
    "upgrade-start": upgradeStart,
    fence,
    close,
    freeze,
    open,
    "rewind-fetch": rewindFetch,
    rewind,
  }),
);

const environment = process.env;
const name = process.argv[2] ?? "";
const began = performance.now();
const tools = new Tools(environment, (text) => say(text));
const say = (text: string) => process.stderr.write(`${new Date().toISOString()} ${name}: ${tools.redact(text)}\n`);

process.once("SIGTERM", () => tools.end());
process.once("SIGINT", () => tools.end());

try {
  const command = commands.get(name);
  if (!command) {
    const known = [...commands.keys()].join(", ");
    throw new Failure("settings", `unknown command ${name || "(none)"}`, `use one of ${known}`);
  }
  // The fence keeps a server, with all tenants that are on it.
  if (command !== fence) required(environment, ["TENANT"]);
  await end(environment.TENANT ?? "", await command({ environment, tools, say }));
} catch (error) {
  const { kind, text } = describe(error);
  say(`${kind}: ${text}`);
  await end(environment.TENANT ?? "", undefined, { failure: kind, reason: tools.redact(text) });
  process.exitCode = exitCodes[kind];
}

async function end(tenant: string, result: Result | undefined, failed: Result = {}): Promise<void> {
  const seconds = Math.round(performance.now() - began) / 1000;
  const outcome = result ? "succeeded" : "failed";
  const document = { command: name, tenant, outcome, ...result, ...failed, seconds };
  await push({ command: name, tenant, duration: seconds, result });
  process.stdout.write(`${JSON.stringify({ result: document })}\n`);
}

async function push(run: Run): Promise<void> {
  if (!environment.METRICS_URL || run.tenant === "") return;
  try {
    await pushMetrics(environment.METRICS_URL, run);
  } catch (error) {
    say(`warning: metrics were not taken: ${error instanceof Error ? error.message : String(error)}`);
  }
}
