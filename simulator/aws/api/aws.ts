/** The AWS APIs that running programs call, behind their real host names. Pulumi's own calls end in its provider. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import type { Context } from "../iam/patterns.ts";
import { authenticate } from "./authenticate.ts";
import type { ApiCall, Reply, Services } from "./call.ts";
import { answerCloudWatch } from "./cloudwatch.ts";
import { answerEks, answerRds, answerServiceQuotas, answerTagging } from "./control-apis.ts";
import { AuthenticationError, AwsError, type Protocol, toAwsError } from "./errors.ts";
import { type AwsHost, readAwsHost } from "./hosts.ts";
import { renderError } from "./render.ts";
import { answerS3, type S3Parts } from "./s3/gateway.ts";
import { answerSecretsManager } from "./secrets-manager.ts";
import { sha256, splitTarget } from "./signature.ts";
import { answerSts, answerUnsigned } from "./sts.ts";

/** Bytes that a request to a service other than S3 may have. */
const bodyLimit = 1024 * 1024;
/** Region in which a global host signs. */
const globalRegion = "us-east-1";

const services: Readonly<
  Record<
    string,
    { protocol: Protocol; answer: (call: ApiCall, services: Services) => Reply | Promise<Reply> } | undefined
  >
> = {
  sts: { protocol: "query", answer: answerSts },
  secretsmanager: { protocol: "json", answer: answerSecretsManager },
  rds: { protocol: "query", answer: answerRds },
  eks: { protocol: "json", answer: answerEks },
  tagging: { protocol: "json", answer: answerTagging },
  monitoring: { protocol: "json", answer: answerCloudWatch },
  servicequotas: { protocol: "json", answer: answerServiceQuotas },
};

export class AwsApi {
  readonly #services: Services;
  readonly #s3: S3Parts;

  constructor(services: Services, s3: S3Parts) {
    this.#services = services;
    this.#s3 = s3;
  }

  /** Whether a host name is one of AWS's. */
  serves(host: string): boolean {
    return readAwsHost(host) !== undefined;
  }

  /** @param secure  whether the request came over TLS */
  async handle(request: IncomingMessage, response: ServerResponse, host: string, secure: boolean): Promise<void> {
    const target = readAwsHost(host);
    const protocol = target?.service === "s3" ? "s3" : (services[target?.service ?? ""]?.protocol ?? "query");
    try {
      if (!target) throw new AwsError("NotFound", 404, `${host} is not a host of AWS`);
      await this.#answer(request, response, target, secure);
    } catch (error) {
      if (response.headersSent || request.errored) response.destroy();
      else send(response, renderError(toAwsError(error, protocol), protocol), request.method === "HEAD");
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse, target: AwsHost, secure: boolean): Promise<void> {
    const headers = singleHeaders(request);
    const context = requestContext(request, target, secure);
    if (target.service === "s3") {
      const { bucket: hostBucket, region } = target;
      return answerS3({ request, response, headers, hostBucket, region, context }, this.#services, this.#s3);
    }
    const service = services[target.service];
    if (!service) throw new AwsError("NotImplemented", 501, `the simulator has no API of ${target.service}`);
    const body = await readBody(request, response);
    const { method = "GET", url = "/" } = request;
    const unsigned = target.service === "sts" && answerUnsigned(body.toString(), this.#services);
    if (unsigned) return send(response, await unsigned);
    const signed = authenticate({ method, target: url, headers }, this.#services.issuer, sha256(body));
    if (signed.service !== target.service)
      throw new AuthenticationError("wrong-signature", "it is for another service");
    const [path, query] = splitTarget(url);
    const region = target.region ?? signed.region;
    const call = { caller: signed.principal, method, path, query, headers, body, region, context };
    send(response, await service.answer(call, this.#services));
  }
}

function requestContext({ socket }: IncomingMessage, { region }: AwsHost, secure: boolean): Context {
  // For example TLSv1.3.
  const protocol = socket instanceof TLSSocket ? socket.getProtocol() : null;
  return {
    ...(protocol ? { "s3:tlsversion": protocol.replace("TLSv", "") } : {}),
    "aws:securetransport": String(secure),
    "aws:sourceip": socket.remoteAddress ?? "127.0.0.1",
    "aws:requestedregion": region ?? globalRegion,
    "aws:viaawsservice": "false",
  };
}

function singleHeaders({ headers }: IncomingMessage): Record<string, string | undefined> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(",") : value,
  ]);
  return Object.fromEntries(entries);
}

async function readBody(request: IncomingMessage, response: ServerResponse): Promise<Buffer> {
  if (request.headers.expect) response.writeContinue();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > bodyLimit) throw new AwsError("RequestEntityTooLarge", 413, "the request's body is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, type, body }: Reply, withoutBody = false): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(withoutBody ? undefined : body);
}
