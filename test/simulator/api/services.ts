/** The AWS APIs without a network, over the small platform. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authoriser } from "../../../simulator/aws/api/authorise.ts";
import type { ApiCall, Services } from "../../../simulator/aws/api/call.ts";
import { CredentialIssuer } from "../../../simulator/aws/api/credentials.ts";
import type { Session } from "../../../simulator/aws/iam/principal.ts";
import { World } from "../../../simulator/world.ts";
import { region, writePlatform } from "../internet/platform.ts";
import { administrator } from "../internet/simulation.ts";

export interface TestServices extends Services {
  /** Takes the folder away. */
  end(): void;
}

export function testServices(): TestServices {
  const folder = mkdtempSync(join(tmpdir(), "longshore-api-"));
  const world = new World(folder);
  writePlatform(world);
  return {
    world,
    issuer: new CredentialIssuer(folder),
    authoriser: new Authoriser(world, [administrator]),
    whoIsWorkload: async () => undefined,
    lagOf: async () => 3,
    end: () => rmSync(folder, { recursive: true }),
  };
}

/** A call as it reaches an API once its signature has been checked. */
export function callBy(caller: Session, body: string, headers: Readonly<Record<string, string>> = {}): ApiCall {
  return {
    caller,
    method: "POST",
    path: "/",
    query: "",
    headers,
    body: Buffer.from(body),
    region,
    context: { "aws:securetransport": "true" },
  };
}
