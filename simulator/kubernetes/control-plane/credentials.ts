/** Keys, certificates and tokens of a cluster's own components. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CertificateAuthority } from "../../certificates.ts";
import { kubeconfig } from "../kubeconfig.ts";
import { apiService, type Layout } from "./layout.ts";

/** Who calls the API server on the cluster's own behalf, with the groups that it puts them in. */
const components = [
  { name: "simulator", user: "longshore:simulator", group: "system:masters" },
  { name: "controllerManager", user: "system:kube-controller-manager", group: "" },
  { name: "scheduler", user: "system:kube-scheduler", group: "" },
  { name: "kwok", user: "longshore:kwok", group: "system:masters" },
] as const;
type Component = (typeof components)[number]["name"];

export interface Credentials {
  /** File of the certificate authority that signed all of them. */
  readonly caFile: string;
  readonly serverCertificate: string;
  readonly serverKey: string;
  /** Signs and verifies the tokens of service accounts; kept, or every pod would be locked out after a restart. */
  readonly serviceAccountKey: string;
  readonly serviceAccountPublicKey: string;
  /** Tokens of {@link components}, for the API server. */
  readonly tokens: string;
  readonly simulatorToken: string;
  /** Kubeconfig file of a component. */
  readonly kubeconfigs: Readonly<Record<Component, string>>;
  /** Kubeconfig file through which the API server asks our authenticator. */
  readonly authenticator: string;
}

/**
 * Writes what is missing and renews what need not last.
 * @param host           name of the API server in the cloud
 * @param authenticator  URL that turns the cloud's tokens into users
 */
export async function issueCredentials(
  layout: Layout,
  certificates: CertificateAuthority,
  host: string,
  authenticator: string,
): Promise<Credentials> {
  mkdirSync(layout.secrets, { recursive: true, mode: 0o700 });
  const file = (name: string) => join(layout.secrets, name);
  const write = (name: string, text: string) => {
    writeFileSync(file(name), text, { mode: 0o600 });
    return file(name);
  };
  const caFile = certificates.bundleFile;
  const hosts = [host, apiService, "kubernetes", "kubernetes.default"];
  const server = await certificates.issue({ hosts, addresses: [layout.address] });
  if (!existsSync(file("service-account.key"))) {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    write("service-account.pub", publicKey.export({ type: "spki", format: "pem" }).toString());
    write("service-account.key", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  }
  const tokens = { simulator: token(), controllerManager: token(), scheduler: token(), kwok: token() };
  const config = (name: Component) =>
    write(`${name}.kubeconfig`, kubeconfig({ server: layout.server, caFile, user: { token: tokens[name] } }));
  return {
    caFile,
    serverCertificate: write("server.pem", server.certificate),
    serverKey: write("server.key", server.key),
    serviceAccountKey: file("service-account.key"),
    serviceAccountPublicKey: file("service-account.pub"),
    tokens: write("tokens.csv", tokenFile(tokens)),
    simulatorToken: tokens.simulator,
    kubeconfigs: {
      simulator: config("simulator"),
      controllerManager: config("controllerManager"),
      scheduler: config("scheduler"),
      kwok: config("kwok"),
    },
    authenticator: write("authenticator", kubeconfig({ server: authenticator, caFile, user: { token: token() } })),
  };
}

const token = () => randomBytes(32).toString("base64url");

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file (read 2026-11-22). */
function tokenFile(tokens: Readonly<Record<Component, string>>): string {
  return components.map(({ name, user, group }) => [tokens[name], user, user, group].join(",")).join("\n");
}
