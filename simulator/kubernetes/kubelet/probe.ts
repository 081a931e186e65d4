/** A kubelet's questions to a container: is it alive, is it ready. */
import { request as http } from "node:http";
import { request as https } from "node:https";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Probe } from "../api/model.ts";

/** Where a port of the container really is. */
export type Locate = (port: number | string) => { readonly address: string; readonly port: number };

/** Milliseconds between questions to something that has not answered yet: nobody should wait for a slow rhythm. */
const firstPeriodMs = 250;

export interface ProbeLoop {
  readonly probe: Probe;
  readonly locate: Locate;
  readonly signal: AbortSignal;
  /** Called when the answer has changed for as often as the probe's threshold says; ends the loop with `false`. */
  readonly answered: (healthy: boolean) => boolean;
}

/** Asks in the probe's own rhythm until the signal, or until `answered` says no. */
export async function probing({ probe, locate, signal, answered }: ProbeLoop): Promise<void> {
  const { periodSeconds = 10, failureThreshold = 3, initialDelaySeconds = 0 } = probe;
  let healthy = true;
  let failures = 0;
  let pauseSeconds = Math.max(initialDelaySeconds, periodSeconds);
  while (await waited(pauseSeconds * 1000, signal)) {
    pauseSeconds = periodSeconds;
    const success = await ask(probe, locate);
    failures = success ? 0 : failures + 1;
    const now: boolean = success || (healthy && failures < failureThreshold);
    if (signal.aborted || (now !== healthy && !answered(now))) return;
    healthy = now;
  }
}

/**
 * Asks often until the first success.
 * @returns whether it came before the time that the probe gives a container to start
 */
export async function firstSuccess(probe: Probe, locate: Locate, signal: AbortSignal): Promise<boolean> {
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = probe;
  const deadline = Date.now() + (initialDelaySeconds + periodSeconds * failureThreshold) * 1000;
  do {
    if (await ask(probe, locate)) return true;
  } while ((await waited(firstPeriodMs, signal)) && Date.now() < deadline);
  return false;
}

/** Says whether the time passed without the signal. */
const waited = (ms: number, signal: AbortSignal): Promise<boolean> => pause(ms, true, { signal }).catch(() => false);

/** One question. A command cannot be asked, because it would need the image: it counts as a success. */
async function ask(probe: Probe, locate: Locate): Promise<boolean> {
  const { httpGet, tcpSocket, grpc, timeoutSeconds = 1 } = probe;
  const timeout = timeoutSeconds * 1000;
  if (httpGet) return askHttp(httpGet, locate(httpGet.port), timeout);
  const port = tcpSocket?.port ?? grpc?.port;
  return port === undefined || askTcp(locate(port), timeout);
}

function askHttp(
  { path = "/", scheme, httpHeaders = [] }: NonNullable<Probe["httpGet"]>,
  { address, port }: ReturnType<Locate>,
  timeout: number,
): Promise<boolean> {
  const headers = Object.fromEntries(httpHeaders.map(({ name, value }) => [name, value]));
  const options = { host: address, port, path, headers, timeout, agent: false, rejectUnauthorized: false };
  return new Promise((resolve) => {
    // Like a kubelet, a probe does not look at certificates.
    const question = (scheme === "HTTPS" ? https : http)(options, (response) => {
      const { statusCode = 0 } = response.resume();
      resolve(statusCode >= 200 && statusCode < 400);
    });
    question.on("timeout", () => question.destroy());
    question.on("error", () => resolve(false));
    question.end();
  });
}

function askTcp({ address, port }: ReturnType<Locate>, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout });
    const answer = (success: boolean) => {
      socket.destroy();
      resolve(success);
    };
    socket.on("connect", () => answer(true));
    socket.on("timeout", () => answer(false));
    socket.on("error", () => answer(false));
  });
}
