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
  const values: Record<string, number> = {
    success: result ? 1 : 0,
    last_run_timestamp_seconds: now,
    duration_seconds: duration,
  };
  if (result) {
    values.last_success_timestamp_seconds = now;
    if (typeof result.taken === "string") values.taken_timestamp_seconds = Date.parse(result.taken) / 1000;
    for (const [key, value] of Object.entries(result)) if (typeof value === "number") values[unitName(key)] = value;
  }
  return gauges("longshore_backup", values);
}

/** @throws Error where the gateway does not take them; the caller warns and goes on */
export async function pushMetrics(gateway: string, run: Run): Promise<void> {
  const group = `job/longshore-backup/tenant/${encodeURIComponent(run.tenant)}/command/${run.command}`;
  await pushText(gateway, group, metricsText(run, Date.now() / 1000));
}

/**
 * @param group  labels of the gateway's group, as a path
 * @throws Error where the gateway does not take it
 */
export async function pushText(gateway: string, group: string, text: string): Promise<void> {
  const url = new URL(`metrics/${group}`, gateway.endsWith("/") ? gateway : `${gateway}/`);
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
  sent.end(text);
  const status = await promise;
  if (status >= 300) throw new Error(`${url.origin} answered ${status}`);
}

/** Values in Prometheus' text format, each by its name behind the prefix. */
export const gauges = (prefix: string, values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `# TYPE ${prefix}_${name} gauge\n${prefix}_${name} ${value}\n`)
    .join("");

/** Units as Prometheus names them, where the result's own name has none. */
function unitName(key: string): string {
  const units: Readonly<Record<string, string>> = {
    bytes: "size_bytes",
    added: "added_bytes",
    ageSeconds: "age_seconds",
    damagedFiles: "damaged_files",
    retrievalSeconds: "retrieval_seconds",
  };
  return units[key] ?? key;
}
