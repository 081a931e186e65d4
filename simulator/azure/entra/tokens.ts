/**
 * Tokens in the form of Entra's: a JWT that says who it is for and until when, under a seal that only this simulator can
 * make. Nobody but the simulated services looks into them.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { uuidOf } from "../names.ts";

/** What a workload's own token must be made for: https://learn.microsoft.com/entra/workload-id/workload-identity-federation (2026-11). */
export const exchangeAudience = "api://AzureADTokenExchange";

/** Seconds that a token is good for. */
export const tokenSeconds = 3600;

const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  /** Object id of the principal. */
  oid: z.string(),
  /** Client id of the principal. */
  appid: z.string(),
  tid: z.string(),
  exp: z.number(),
  /** Subscription that the runner works on; only its own tokens have one. */
  subscription: z.string().optional(),
});

export type Claims = z.output<typeof claims>;

/** Who asked. */
export interface Principal {
  readonly objectId: string;
  readonly clientId: string;
  /** Set for whoever runs Pulumi: Owner of this subscription, and a member of every group. */
  readonly subscription: string | undefined;
}

/** A token that is not what it should be. */
export class InvalidToken extends Error {
  override readonly name = "InvalidToken";
}

export class EntraIssuer {
  readonly #key: Buffer;

  /** @param folder  keeps the sealing key between runs, readable by the owner only */
  constructor(folder: string) {
    const file = join(folder, "entra.key");
    if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
    this.#key = readFileSync(file);
  }

  issue(content: Omit<Claims, "exp">, seconds: number): string {
    const exp = Math.floor(Date.now() / 1000) + seconds;
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ typ: "JWT", alg: "HS256" })}.${part({ ...content, exp, ver: "1.0" })}`;
    return `${signed}.${this.#seal(signed)}`;
  }

  /**
   * Who a token was issued to.
   * @param audiences  for which of them it must be made
   * @throws InvalidToken
   */
  principalOf(token: string, audiences: readonly string[]): Principal {
    const { aud, oid, appid, subscription } = this.#read(token);
    if (!audiences.includes(aud.replace(/\/$/, ""))) throw new InvalidToken(`the token is for ${aud}`);
    return { objectId: oid, clientId: appid, subscription };
  }

  /** What the pipeline's identity provider says of whoever runs Pulumi; day 0 has federated it with the subscription. */
  runnerAssertion(subscription: string, seconds: number): string {
    const { clientId, tenant } = runnerOf(subscription);
    const iss = "https://token.actions.githubusercontent.com";
    const sub = "repo:longshore-platform/longshore:environment:simulator";
    return this.issue(
      { iss, aud: exchangeAudience, sub, oid: clientId, appid: clientId, tid: tenant, subscription },
      seconds,
    );
  }

  /**
   * The subscription and tenant that an engine's environment leads to.
   * @throws Error where it has no credentials of this simulator
   */
  runner(environment: Readonly<Record<string, string>>): { subscription: string; tenant: string } {
    const { ARM_OIDC_TOKEN = "", ARM_TENANT_ID } = environment;
    if (!ARM_OIDC_TOKEN)
      throw new Error("no Azure credentials in the environment: open one with `npx longshore simulator shell`");
    const { subscription } = this.principalOf(ARM_OIDC_TOKEN, [exchangeAudience]);
    if (!subscription) throw new InvalidToken("the token is not a runner's");
    return { subscription, tenant: ARM_TENANT_ID ?? runnerOf(subscription).tenant };
  }

  #read(token: string): Claims {
    const [header = "", payload = "", seal = ""] = token.split(".");
    const expected = Buffer.from(this.#seal(`${header}.${payload}`));
    const given = Buffer.from(seal);
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new InvalidToken("the token was not issued here");
    const content = claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
    if (content.exp * 1000 < Date.now()) throw new InvalidToken("the token has expired");
    return content;
  }

  #seal(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("base64url");
  }
}

/** The application that the day-0 guide registers for each subscription, and that whoever runs Pulumi logs in as. */
export const runnerOf = (subscription: string) => ({
  clientId: uuidOf(`${subscription}|runner`),
  tenant: uuidOf(`${subscription}|tenant`),
});
