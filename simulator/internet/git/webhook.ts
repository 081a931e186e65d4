/** What a Git host does after a push: it tells Argo CD, signed with a secret that the two share. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import type { Branch } from "./host.ts";

/** Commits, and the files in which they differ. */
export interface Push extends Branch {
  readonly before: string;
  readonly after: string;
  readonly files: readonly string[];
}

/** Argo CD's API server as it is reached here. */
export interface Receiver {
  readonly host: string;
  readonly port: number;
  /** Its certificate, PEM: Argo CD signs one for itself. */
  readonly certificate: string;
  /** Argo CD's `webhook.github.secret`. */
  readonly secret: string;
}

/**
 * GitHub's event `push`: https://docs.github.com/en/webhooks/webhook-events-and-payloads#push (2026-11).
 * @returns the status of the answer: 200, or 400 where the signature is wrong
 */
export async function postWebhook(push: Push, { host, port, certificate, secret }: Receiver): Promise<number> {
  const url = push.repository.replace(/\.git$/, "");
  const body = JSON.stringify({
    ref: `refs/heads/${push.revision}`,
    before: push.before,
    after: push.after,
    repository: { html_url: url, default_branch: push.revision },
    commits: [{ added: [], modified: push.files, removed: [] }],
  });
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const headers = { "content-type": "application/json", "x-github-event": "push", "x-hub-signature-256": signature };
  const sent = request({
    ...{ host, port, headers, method: "POST", path: "/api/webhook" },
    // The name in the certificate: https://github.com/argoproj/argo-cd/blob/v3.5.7/util/settings/settings.go
    ...{ ca: certificate, servername: "argocd-server" },
  });
  sent.end(body);
  const [answer]: IncomingMessage[] = await once(sent, "response");
  answer?.resume();
  return answer?.statusCode ?? 0;
}
