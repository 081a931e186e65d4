/** S3 in two regions, behind the simulated internet, decided by what the components emit. */
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { EntraIssuer } from "../../../simulator/azure/entra/tokens.ts";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { type Internet, startInternet } from "../../../simulator/internet/internet.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import { Supervisor } from "../../../simulator/supervisor.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { World } from "../../../simulator/world.ts";
import { computed } from "../../components/computed.ts";
import type { Registered } from "../../components/mocks.ts";
import { type Linked, linkedResources } from "./emitted.ts";

const account = "123456789012";
export const [home, away] = ["eu-central-1", "eu-west-1"] as const;
const administrator = `arn:aws:iam::${account}:role/longshore-administrator`;
const keyOf = (owner: string, kind: string) =>
  `arn:aws:kms:${owner === "main" ? home : away}:${account}:key/${owner}-secrets-${kind === "backups" || kind === "archives" ? "backup" : "data"}`;
export const bucketOf = (owner: "main" | "spare", kind: string) => `${owner}-${kind}-${account}`;

const linked: Linked = {
  account,
  regions: [home, away],
  peer: (kind) => ({
    name: bucketOf("main", kind),
    id: `arn:aws:s3:::${bucketOf("main", kind)}`,
    account,
    key: keyOf("main", kind),
  }),
};

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Regions {
  readonly world: World;
  readonly supervisor: Supervisor;
  readonly internet: Internet;
  /** Waits until nothing is on its way. */
  arrived(): Promise<void>;
  /** A request of an administrator. @param path  bucket, key and query */
  s3(region: string, method: string, path: string, body?: string, headers?: Headers): Promise<Answer>;
  end(): Promise<void>;
}
type Headers = Readonly<Record<string, string>>;

/** Milliseconds between two looks. */
const pollMs = 20;

/** @param folder  empty, or of an earlier one that has ended */
export async function startRegions(folder: string): Promise<Regions> {
  const paths = simulatorPaths(folder);
  const [world, supervisor] = [new World(paths.state), new Supervisor(paths)];
  if (world.size === 0) for (const resource of await linkedResources("aws", linked)) put(world, resource);
  const internet = await startInternet({
    paths,
    world,
    supervisor,
    toolchain: readToolchain(),
    authority: await CertificateAuthority.open(paths.state),
    administrators: [administrator],
    whoIs: async () => undefined,
    entra: new EntraIssuer(paths.state),
    whoIsWorkload: async () => undefined,
  });
  const session = {
    kind: "session",
    account,
    role: administrator,
    session: "test",
    tags: {},
    transitiveTags: [],
  } as const;
  const { accessKeyId, secretAccessKey, sessionToken } = internet.issuer.issueCredentials(session, 900);
  return {
    world,
    supervisor,
    internet,
    arrived: async () => {
      while (internet.replication.s3.pending > 0) await pause(pollMs);
    },
    s3: async (region, method, path, body, headers = {}) => {
      const all = { "x-amz-security-token": sessionToken, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", ...headers };
      const args = [
        ...["--silent", "--show-error", "--include", "--suppress-connect-headers"],
        ...["--aws-sigv4", `aws:amz:${region}:s3`, "--user", `${accessKeyId}:${secretAccessKey}`],
        ...(method === "HEAD" ? ["--head"] : ["--request", method]),
        ...Object.entries(all).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
        ...(body === undefined ? [] : ["--data-binary", body]),
        `https://s3.${region}.amazonaws.com/${path}`,
      ];
      const env = { PATH: process.env.PATH, ...internet.environment() };
      return parse((await promisify(execFile)("curl", args, { env })).stdout);
    },
    end: async () => {
      await internet.close();
      await supervisor.stopAll();
    },
  };
}

function parse(output: string): Answer {
  const [head = "", ...rest] = output.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  return { status: Number(first.split(" ")[1]), headers: Object.fromEntries(headers), text: rest.join("\r\n\r\n") };
}

export const forget = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Resources of S3 that are named by their bucket. */
const byBucket = /^aws:s3\//;

function put(world: World, { type, name, inputs: written }: Registered): void {
  // The mocks compute all ARNs of keys in one region.
  const inRegion = (value: object): Record<string, unknown> =>
    JSON.parse(
      JSON.stringify(value).replaceAll(
        `arn:aws:kms:${home}:${account}:key/spare-`,
        `arn:aws:kms:${away}:${account}:key/spare-`,
      ),
    );
  const inputs = inRegion(written);
  const region = String(inputs.region ?? (name.startsWith("spare") ? away : home));
  const { id = `${name}-id`, ...outputs } = inRegion({ ...computed(type, name, inputs) });
  const ownId = byBucket.test(type) ? String(inputs.bucket) : String(id);
  world.put({ type, id: ownId, account, region, inputs, outputs: { ...inputs, keyId: name, ...outputs } });
}
