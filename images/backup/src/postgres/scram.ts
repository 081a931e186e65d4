/**
 * What PostgreSQL stores of a password (RFC 5802, RFC 7677). Sending this instead of the password keeps the password out
 * of the server's statement log; `psql`'s own `\password` does the same.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { Failure } from "../failure.ts";

/** PostgreSQL's default of `scram_iterations`. */
const iterations = 4096;

/**
 * @param password  printable ASCII, so that nothing depends on the normalisation that SCRAM asks for otherwise
 * @param salt      16 bytes; random by default
 * @throws Failure `settings` where the password is empty or not printable ASCII
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  if (!/^[\x20-\x7e]+$/.test(password)) {
    throw new Failure("settings", "a password is empty or not printable ASCII", "generate another in the secret store");
  }
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(hmac("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${hmac("Server Key").toString("base64")}`;
}
