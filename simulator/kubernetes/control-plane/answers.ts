/** The readiness question to a component of the control plane. */
import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Credentials } from "./credentials.ts";

/** Milliseconds for one answer. */
const timeout = 2000;

/** Whether `url` answers with success; the question is asked with the cluster's own certificate. */
export function answers(url: string, { caFile, serverCertificate, serverKey }: Credentials): Promise<boolean> {
  const [ca, cert, key] = [caFile, serverCertificate, serverKey].map((file) => readFileSync(file));
  return new Promise((resolve) => {
    const question = request(url, { ca, cert, key, timeout, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    question.on("timeout", () => question.destroy());
    question.on("error", () => resolve(false));
    question.end();
  });
}
