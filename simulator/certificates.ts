/**
 * The simulator's own certificate authority. Every server of the simulator (databases, API server, the internet stand-in)
 * shows a certificate that it issued, and every client trusts it through `bundleFile`, so TLS is checked as in the cloud.
 */
import "reflect-metadata";
import { createHash, webcrypto } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto);

const keyAlgorithm = { name: "ECDSA", namedCurve: "P-256" } as const;
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" } as const;
const dayMs = 86_400_000;
/** A simulator's folder may live for long: the authority outlives it, its certificates are renewed. */
const authorityDays = 3650;
/** Apple's and browsers' limit for server certificates is 398 days: https://support.apple.com/en-us/102028 (read 2026-11-22). */
const certificateDays = 397;
/** A certificate that ends sooner than this is issued again. */
const renewDays = 30;

/** Both as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface Subject {
  /** DNS names; the first one is the certificate's common name. `*.` covers one label. */
  readonly hosts: readonly string[];
  /** IP addresses that clients connect to without a name. */
  readonly addresses?: readonly string[];
}

export class CertificateAuthority {
  readonly #folder: string;
  readonly #issuer: x509.X509Certificate;
  readonly #signingKey: webcrypto.CryptoKey;
  readonly #issued = new Map<string, Promise<Certificate>>();

  private constructor(folder: string, certificate: string, signingKey: webcrypto.CryptoKey) {
    this.#folder = folder;
    this.#issuer = new x509.X509Certificate(certificate);
    this.#signingKey = signingKey;
  }

  /** @param folder  kept between runs; the authority is made on the first one, its key readable by the owner only */
  static async open(folder: string): Promise<CertificateAuthority> {
    mkdirSync(join(folder, "issued"), { recursive: true, mode: 0o700 });
    const [certificateFile, keyFile] = [join(folder, "authority.pem"), join(folder, "authority.key")];
    if (!existsSync(certificateFile)) {
      const made = await makeAuthority();
      write(keyFile, made.key, 0o600);
      write(certificateFile, made.certificate, 0o644);
    }
    const key = await importKey(readFileSync(keyFile, "utf8"));
    return new CertificateAuthority(folder, readFileSync(certificateFile, "utf8"), key);
  }

  /** The authority's own certificate, PEM. */
  get certificate(): string {
    return readFileSync(this.bundleFile, "utf8");
  }

  /** For `SSL_CERT_FILE`, `sslrootcert` and their like. */
  get bundleFile(): string {
    return join(this.#folder, "authority.pem");
  }

  /** A server certificate for these names, the same one as last time while it lasts. */
  issue(subject: Subject): Promise<Certificate> {
    const names = [...subject.hosts, ...(subject.addresses ?? [])];
    const id = createHash("sha256").update(names.join("\n")).digest("hex").slice(0, 32);
    const known = this.#issued.get(id);
    if (known) return known;
    const issued = Promise.resolve(this.#saved(id) ?? this.#make(id, subject));
    this.#issued.set(id, issued);
    return issued;
  }

  #file(id: string, kind: "pem" | "key"): string {
    return join(this.#folder, "issued", `${id}.${kind}`);
  }

  #saved(id: string): Certificate | undefined {
    if (!existsSync(this.#file(id, "pem"))) return undefined;
    const certificate = readFileSync(this.#file(id, "pem"), "utf8");
    const remaining = new x509.X509Certificate(certificate).notAfter.getTime() - Date.now();
    if (remaining < renewDays * dayMs) return undefined;
    return { certificate, key: readFileSync(this.#file(id, "key"), "utf8") };
  }

  async #make(id: string, { hosts, addresses = [] }: Subject): Promise<Certificate> {
    const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ["sign", "verify"]);
    const alternatives = [
      ...hosts.map((value) => ({ type: "dns" as const, value })),
      ...addresses.map((value) => ({ type: "ip" as const, value })),
    ];
    const certificate = await x509.X509CertificateGenerator.create({
      subject: [{ CN: [hosts[0] ?? addresses[0] ?? "longshore"] }],
      issuer: this.#issuer.subject,
      ...validity(certificateDays),
      publicKey: keys.publicKey,
      signingKey: this.#signingKey,
      signingAlgorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
        new x509.SubjectAlternativeNameExtension(alternatives),
        await x509.AuthorityKeyIdentifierExtension.create(this.#issuer),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const made = { certificate: `${certificate.toString("pem")}\n`, key: await exportKey(keys.privateKey) };
    write(this.#file(id, "key"), made.key, 0o600);
    write(this.#file(id, "pem"), made.certificate, 0o644);
    return made;
  }
}

async function makeAuthority(): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: ["Longshore simulator"] }, { O: ["not a real authority"] }],
    ...validity(authorityDays),
    keys,
    signingAlgorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString("pem")}\n`, key: await exportKey(keys.privateKey) };
}

/** Starts an hour ago, for clients whose clock is behind. */
function validity(days: number): { notBefore: Date; notAfter: Date } {
  const start = Date.now() - 3_600_000;
  return { notBefore: new Date(start), notAfter: new Date(start + days * dayMs) };
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey("pkcs8", x509.PemConverter.decodeFirst(pem), keyAlgorithm, false, ["sign"]);
}

/** Whole or not at all: another process may read the file at any time. */
function write(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.next`, text, { mode });
  renameSync(`${file}.next`, file);
}
