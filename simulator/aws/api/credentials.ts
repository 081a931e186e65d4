/**
 * Temporary credentials without a store: the session token itself says who it is for and until when, under a seal that only
 * this simulator can make. Credentials outlive a restart of the simulator, like real ones.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Session } from "../iam/principal.ts";
import { AuthenticationError } from "./errors.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

const payload = z.object({
  key: z.string(),
  until: z.number(),
  account: z.string(),
  role: z.string(),
  session: z.string(),
  tags: z.record(z.string(), z.string()),
  transitiveTags: z.array(z.string()),
});

export class CredentialIssuer {
  readonly #sealingKey: Buffer;

  /** @param folder  keeps the sealing key between runs, readable by the owner only */
  constructor(folder: string) {
    const file = join(folder, "credentials.key");
    if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
    this.#sealingKey = readFileSync(file);
  }

  /** @param seconds  how long they are good for; AWS allows 900 to 43,200 */
  issueCredentials(principal: Session, seconds: number): Credentials {
    const until = Math.floor(Date.now() / 1000) + seconds;
    const key = `ASIA${base32(randomBytes(10))}`;
    const { account, role, session, tags, transitiveTags } = principal;
    const content = Buffer.from(JSON.stringify({ key, until, account, role, session, tags, transitiveTags }));
    const sessionToken = `${content.toString("base64url")}.${this.#seal("token", content).toString("base64url")}`;
    return {
      accessKeyId: key,
      secretAccessKey: this.#secretOf(sessionToken),
      sessionToken,
      expiration: new Date(until * 1000),
    };
  }

  /**
   * Who credentials were issued to, and the secret that their requests are signed with.
   * @throws AuthenticationError where the token was not issued here, belongs to another key, or has run out
   */
  principalOf(accessKeyId: string, sessionToken: string): { principal: Session; secretAccessKey: string } {
    const [content = "", seal = ""] = sessionToken.split(".");
    const expected = this.#seal("token", Buffer.from(content, "base64url"));
    const given = Buffer.from(seal, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new AuthenticationError("invalid-token");
    const { key, until, ...session } = payload.parse(JSON.parse(Buffer.from(content, "base64url").toString()));
    if (key !== accessKeyId) throw new AuthenticationError("invalid-token");
    if (until * 1000 < Date.now()) throw new AuthenticationError("expired-token");
    return { principal: { kind: "session", ...session }, secretAccessKey: this.#secretOf(sessionToken) };
  }

  #secretOf(sessionToken: string): string {
    return this.#seal("secret", Buffer.from(sessionToken)).toString("base64").slice(0, 40);
  }

  #seal(purpose: "token" | "secret", content: Buffer): Buffer {
    return createHmac("sha256", this.#sealingKey).update(purpose).update(content).digest();
  }
}

/** Sixteen of the characters that access key ids are made of. */
function base32(bytes: Buffer): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (let index = 0; index < 16; index += 1) {
    text = (alphabet[Number(bits & 31n)] ?? "") + text;
    bits >>= 5n;
  }
  return text;
}
