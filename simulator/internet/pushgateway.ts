/**
 * Stands in for the Prometheus Pushgateway that batch jobs report to: keeps the last text that was pushed for each group.
 * https://github.com/prometheus/pushgateway#api
 */
import type { IncomingMessage, ServerResponse } from "node:http";

/** Bytes that one push may have. */
const limit = 1024 * 1024;

export class Pushgateway {
  readonly #groups = new Map<string, string>();

  /** What was pushed, by group: `job/backup/tenant/harbor` to text in Prometheus' exposition format. */
  get groups(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#groups);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, group] = /^\/metrics\/(job\/[^?]+)$/.exec(request.url ?? "") ?? [];
    if (!group || !["PUT", "POST", "DELETE"].includes(request.method ?? "")) {
      response.writeHead(404, { "content-type": "text/plain" }).end("push to /metrics/job/<job>/<label>/<value>\n");
      return;
    }
    if (Number(request.headers["content-length"] ?? 0) > limit) {
      response.writeHead(413).end();
      return;
    }
    const text = Buffer.concat(await request.toArray()).toString();
    if (request.method === "DELETE") this.#groups.delete(decodeURIComponent(group));
    else this.#groups.set(decodeURIComponent(group), text);
    response.writeHead(request.method === "DELETE" ? 202 : 200).end();
  }
}
