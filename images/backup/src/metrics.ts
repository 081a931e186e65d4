/** Tells a Prometheus Pushgateway how a run went. */
import { Agent, request } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import type { Result } from "./context.ts";

/** Milliseconds for the whole exchange: a backup does not wait for its metrics. */
const patienceMs = 10_000;

export interface Run {
  readonly command: string;
  readonly tenant: string;
  /** Seconds. */
  readonly duration: number;
  /** Undefined where it failed. */
  readonly result: Result | undefined;
}

/**
 * In Prometheus' text format. A failed run says so and leaves the last success as it stands in the gateway.
 * @param now  seconds since 1970
 */
export function metricsText({ duration, result }: Run, now: number): string {
  const values = new Map<string, number>([
    ["longshore_backup_success", result ? 1 : 0],
    ["longshore_backup_last_run_timestamp_seconds", now],
    ["longshore_backup_duration_seconds", duration],
  ]);
  if (result) {
    values.set("longshore_backup_last_success_timestamp_seconds", now);
    if (typeof result.taken === "string")
      values.set("longshore_backup_taken_timestamp_seconds", Date.parse(result.taken) / 1000);
    for (const [key, value] of Object.entries(result))
      if (typeof value === "number") values.set(`longshore_backup_${unitName(key)}`, value);
  }
  return [...values].map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}\n`).join("");
}

/** @throws Error where the gateway does not take them; the caller warns and goes on */
export async function pushMetrics(gateway: string, run: Run): Promise<void> {
  const path = `metrics/job/longshore-backup/tenant/${encodeURIComponent(run.tenant)}/command/${run.command}`;
  const url = new URL(path, gateway.endsWith("/") ? gateway : `${gateway}/`);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const options = {
    method: "POST",
    signal: AbortSignal.timeout(patienceMs),
    headers: { "Content-Type": "text/plain" },
  };
  const proxied = { proxyEnv: process.env };
  const sent =
    url.protocol === "https:"
      ? secureRequest(url, { ...options, agent: new SecureAgent(proxied) })
      : request(url, { ...options, agent: new Agent(proxied) });
  sent.on("response", (response) => {
    response.resume();
    response.once("end", () => resolve(response.statusCode ?? 0));
  });
  sent.once("error", reject);
  sent.end(metricsText(run, Date.now() / 1000));
  const status = await promise;
  if (status >= 300) throw new Error(`${url.origin} answered ${status}`);
}

/** Units as Prometheus names them, where the result's own name has none. */
function unitName(key: string): string {
  const units: Readonly<Record<string, string>> = {
    bytes: "size_bytes",
    added: "added_bytes",
    ageSeconds: "age_seconds",
    damagedFiles: "damaged_files",
  };
  return units[key] ?? key;
}
