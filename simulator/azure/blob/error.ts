/** Refusals of the blob service: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes (2026-11). */
import type { ServerResponse } from "node:http";

export class BlobError extends Error {
  override readonly name = "BlobError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

export function sendError(response: ServerResponse, error: BlobError, withoutBody: boolean): void {
  const message = error.message.replaceAll(/[&<>]/g, (mark) => entities[mark] ?? mark);
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${error.code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(error.status, {
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(body),
    "x-ms-error-code": error.code,
  });
  response.end(withoutBody ? undefined : body);
}
