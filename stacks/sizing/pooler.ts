/** What a PgBouncer needs: one process and one thread for each of its pools. */
import { type Figures, step } from "./units.ts";

/** Millicores: it copies packets; checking many passwords at once, after a restart, is what takes more. */
const cpu = { request: 50, limit: 500 } as const;
/**
 * MiB of an idle process, and KiB for each client: a buffer of 4 KiB, four times that for prepared statements
 * (https://www.pgbouncer.org/config.html, `pkt_buf` and `max_prepared_statements`, read 2026-11), and as much again for TLS.
 */
const memory = { base: 32, client: 40 } as const;

/** Containers in a pod at most, one for each listening port: transactions, sessions, reads. */
export const poolerContainers = 3;

/** Of each container. */
export function poolerContainer(clients: number): { readonly requests: Figures; readonly limits: Figures } {
  const mebibytes = step(memory.base + (clients * memory.client) / 1024);
  return {
    requests: { cpu: cpu.request, memory: mebibytes },
    limits: { cpu: cpu.limit, memory: 2 * mebibytes },
  };
}
