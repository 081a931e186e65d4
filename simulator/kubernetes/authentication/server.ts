/** The web service behind which a cloud's authenticator stands for the API server. */
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import { json } from "node:stream/consumers";
import type { Certificate } from "../../certificates.ts";
import type { Controller } from "../controller.ts";
import { answerReview } from "./review.ts";
import type { Authenticator } from "./user.ts";

export class AuthenticationServer implements Controller {
  readonly #at: { readonly address: string; readonly port: number };
  readonly #server: Server;

  /** @param at  where it listens, with a certificate that the API server trusts */
  constructor(
    at: { readonly address: string; readonly port: number },
    { certificate, key }: Certificate,
    authenticate: Authenticator,
  ) {
    this.#at = at;
    this.#server = createServer({ cert: certificate, key }, async (request, response) => {
      try {
        const answer = await answerReview(await json(request), authenticate);
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(answer));
      } catch {
        response.statusCode = 400;
        response.end("not a TokenReview of authentication.k8s.io/v1\n");
      }
    });
  }

  async start(): Promise<void> {
    this.#server.listen(this.#at.port, this.#at.address);
    await once(this.#server, "listening");
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
