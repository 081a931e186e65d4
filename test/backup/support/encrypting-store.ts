/** Stands in front of an object store and answers as S3 does where a key of KMS encrypts: its ETags are no MD5. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../../support/loopback.ts";

export interface EncryptingStore {
  /** Where it answers. */
  readonly host: string;
  stop(): Promise<void>;
}

/** @param behind  host and port of the real store */
export async function startEncryptingStore(behind: string): Promise<EncryptingStore> {
  const [host, port] = behind.split(":");
  const server = createServer((incoming, response) => {
    const { method, url } = incoming;
    // The request to go on is answered here.
    const { expect: _, ...headers } = incoming.headers;
    const asked = request({ host, port, method, path: url, headers });
    asked.once("response", async (answer) => {
      const { etag, ...others } = answer.headers;
      const encrypted = { ...others, ...(etag ? { etag: `"${other(etag)}"` } : {}) };
      if (answer.headers["content-type"] !== "application/xml") {
        response.writeHead(answer.statusCode ?? 502, encrypted);
        return void answer.pipe(response);
      }
      const body = (await text(answer)).replaceAll(/(?<=<ETag>)[^<]+/g, other);
      response
        .writeHead(answer.statusCode ?? 502, { ...encrypted, "content-length": Buffer.byteLength(body) })
        .end(body);
    });
    asked.once("error", () => response.destroy());
    incoming.pipe(asked);
  });
  const ownPort = await listen(server);
  return {
    host: `127.0.0.1:${ownPort}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Of the same form. */
const other = (etag: string): string => createHash("md5").update(etag).digest("hex");
