/** Puts an AWS error into the form of its protocol. */
import { randomUUID } from "node:crypto";
import type { Reply } from "./call.ts";
import type { AwsError, Protocol } from "./errors.ts";

const xmlHeader = '<?xml version="1.0" encoding="UTF-8"?>\n';
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it stands inside an XML element. */
export function xmlText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (mark) => entities[mark] ?? mark);
}

export function renderError({ code, status, message }: AwsError, protocol: Protocol): Reply {
  if (protocol === "json") {
    const body = JSON.stringify({ __type: code, message });
    return { status, type: "application/x-amz-json-1.1", body };
  }
  const id = `<RequestId>${randomUUID()}</RequestId>`;
  const error = `<Code>${code}</Code><Message>${xmlText(message)}</Message>`;
  const body =
    protocol === "s3"
      ? `${xmlHeader}<Error>${error}${id}</Error>`
      : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error>${id}</ErrorResponse>`;
  return { status, type: protocol === "s3" ? "application/xml" : "text/xml", body };
}
