/**
 * Asks Argo CD's own program which windows are closed now. Its command line gets a project from Argo CD's server and works
 * that out by itself; the server is ours.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import type { DenyWindow } from "../../../stacks/windows/schedule.ts";

const run = promisify(execFile);

/**
 * @param zones  folder with time zones, for Go
 * @returns for each window whether it is closed
 */
export async function closedForArgoCd(windows: readonly DenyWindow[], zones: string): Promise<readonly boolean[]> {
  const server = new Server();
  const raw = (bytes: Buffer) => bytes;
  const codec = { requestSerialize: raw, requestDeserialize: raw, responseSerialize: raw, responseDeserialize: raw };
  const get = { path: "/project.ProjectService/Get", requestStream: false, responseStream: false, ...codec } as const;
  server.addService(
    { get },
    { get: (_: unknown, answer: (error: null, bytes: Buffer) => void) => answer(null, project(windows)) },
  );
  const port = await new Promise<number>((resolve, reject) => {
    const bound = (error: Error | null, at: number) => (error ? reject(error) : resolve(at));
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), bound);
  });
  try {
    const list = [
      "proj",
      "windows",
      "list",
      "any",
      "--server",
      `127.0.0.1:${port}`,
      "--plaintext",
      "--auth-token",
      "any",
    ];
    const env = { PATH: process.env.PATH, HOME: zones, ZONEINFO: zones, ARGOCD_BINARY_NAME: "argocd" };
    const { stdout } = await run(readToolchain().bin.argocd, list, { env });
    const [, ...rows] = stdout.trimEnd().split("\n");
    return rows.map((row) => row.split(/\s+/)[1] === "Active");
  } finally {
    server.forceShutdown();
  }
}

/** An AppProject in protocol buffers: pkg/apis/application/v1alpha1/generated.proto of Argo CD v3.5.7. */
function project(windows: readonly DenyWindow[]): Buffer {
  const [spec, syncWindows] = [2, 8];
  return field(spec, Buffer.concat(windows.map((window) => field(syncWindows, encode(window)))));
}

function encode({ schedule, duration, timeZone }: DenyWindow): Buffer {
  const texts = { 1: "deny", 2: schedule, 3: duration, 4: "*", 8: timeZone };
  return Buffer.concat(Object.entries(texts).map(([number, text]) => field(Number(number), Buffer.from(text))));
}

/** A field of bytes: https://protobuf.dev/programming-guides/encoding (2026-11). */
const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([...varint((number << 3) | 2), ...varint(bytes.length)]), bytes]);

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
