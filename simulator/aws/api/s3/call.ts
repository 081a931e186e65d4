import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "../../iam/patterns.ts";

/** One request to S3, as far as its host and its connection tell. */
export interface S3Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Lower-case names, one value each. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Bucket in the host name, or empty. */
  readonly hostBucket: string;
  /** Region in the host name; the global host accepts every region. */
  readonly region: string | undefined;
  readonly context: Context;
}
