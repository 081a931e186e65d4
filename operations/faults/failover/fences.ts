/** The fence beside each database server, as its pod runs it: the image's own program, told by variables alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { primaryRecordName } from "../../../components/primary-record.ts";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { workTree } from "../../../simulator/paths.ts";
import type { Toolchain } from "../../../simulator/toolchain/toolchain.ts";
import type { Server } from "./rows.ts";

/** Seconds between two looks, and that a lease lasts: in production 30, and 15 minutes. */
export const rhythm = { beat: 1, lease: 20 } as const;

export interface FenceArgs {
  readonly simulator: SimulatorClient;
  readonly toolchain: Toolchain;
  /** Stack that the fence works for. */
  readonly stack: string;
  readonly domain: string;
  readonly server: Server;
}

export class Fence {
  readonly #process: ChildProcess;
  #said = "";

  private constructor(process: ChildProcess) {
    this.#process = process;
    process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#said += text;
    });
  }

  static async start({ simulator, toolchain, stack, domain, server }: FenceArgs): Promise<Fence> {
    const { address, port } = await simulator.dns();
    const resolver = pathToFileURL(join(workTree, "simulator", "dns", "use-authority.mjs")).href;
    const program = join(workTree, "images", "backup", "src", "main.ts");
    return new Fence(
      spawn(process.execPath, [`--import=${resolver}`, program, "fence"], {
        env: {
          PATH: `${toolchain.postgres}:${process.env.PATH ?? ""}`,
          LONGSHORE_DNS: `${address}:${port}`,
          PRIMARY_RECORD: primaryRecordName(domain),
          STACK: stack,
          SERVER: server.name,
          BEAT: String(rhythm.beat),
          LEASE: String(rhythm.lease),
          PGHOST: server.host,
          PGHOSTADDR: await simulator.resolve(server.host),
          PGPORT: "5432",
          PGSSLMODE: "verify-full",
          PGSSLROOTCERT: join(simulator.paths.state, "authority.pem"),
          ADMIN_USER: server.user,
          ADMIN_PASSWORD: server.password,
        },
        stdio: ["ignore", "ignore", "pipe"],
      }),
    );
  }

  /** Waits until it says so. @throws Error with all that it said, where it ends before */
  async said(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#said)) {
      if (this.#process.exitCode !== null) throw new Error(`the fence ended:\n${this.#said}`);
      await Promise.race([once(this.#process.stderr ?? this.#process, "data"), once(this.#process, "close")]);
    }
  }

  /** As its pod ends with its node: at once. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const closed = once(this.#process, "close");
    this.#process.kill("SIGKILL");
    await closed;
  }
}
