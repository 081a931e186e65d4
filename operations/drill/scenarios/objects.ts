/** Where a tenant's objects are, and what one does with them as somebody: with a pod's own cloud identity, or an operator's. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BucketKind } from "../../../components/contracts/objects.ts";
import { physicalName } from "../../../components/names.ts";
import type { Pod } from "../../../simulator/kubernetes/api/model.ts";
import { withCloudIdentity, withoutCredentials } from "../../start/cloud-identity.ts";
import type { Ground, Subject } from "../scenario.ts";
import { prefixOf } from "./odoo.ts";

type Variables = Readonly<Record<string, string>>;

/** Where one kind of a tenant's objects lies on AWS. */
export interface Place {
  readonly region: string;
  readonly bucket: string;
  /** Without slashes at its ends. */
  readonly path: string;
}

export function placeOf(subject: Subject, kind: BucketKind): Place {
  const { account, region } = subject.place;
  const bucket = physicalName(63, prefixOf(subject), kind, account);
  return { region, bucket, path: `tenants/${subject.tenant.metadata.name}` };
}

/**
 * A place as rclone takes it. It ends in a slash: else rclone asks whether it is a file, which not everybody may.
 * @param moment  the bucket as it was then; default as it is. S3 dates versions in whole seconds
 */
export function remoteOf({ region, bucket, path }: Place, moment?: Date | string): string {
  const when = moment instanceof Date ? moment.toISOString() : moment;
  const then = when === undefined ? "" : `,version_at="${when}"`;
  return `:s3,provider=AWS,env_auth,region=${region},no_check_bucket${then}:${bucket}/${path}/`;
}

/** Words of rclone that put back what lay there at a moment; what came later under other names stays. */
export const bringBack = (place: Place, moment: Date | string): readonly string[] => [
  "copy",
  // The content decides: whoever overwrites an object can give it any size and date.
  "--checksum",
  // Under a KMS key an ETag tells one content from another and is no sum of it: rclone would take every copy for spoilt.
  "--ignore-checksum",
  "--server-side-across-configs",
  remoteOf(place, moment),
  remoteOf(place),
];

/** A command as one types it. */
export const typed = (words: readonly string[]): string =>
  ["rclone", ...words].map((word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word}'`)).join(" ");

/** rclone in somebody's name. @throws Error with its words, where it fails */
export type Rclone = (...words: readonly string[]) => Promise<string>;

export const rcloneWith =
  (program: string, variables: Variables): Rclone =>
  async (...words) => {
    const env = { PATH: process.env.PATH ?? "", RCLONE_CONFIG: "", ...variables };
    const args = ["--retries=1", "--low-level-retries=1", ...words];
    return (await promisify(execFile)(program, args, { env, maxBuffer: Number.POSITIVE_INFINITY })).stdout;
  };

/** Acts with a pod's own identity, as whoever took it over. */
export async function asPod<Result>(
  { platform: { api, place }, simulator, toolchain }: Ground,
  pod: Pod,
  work: (rclone: Rclone, variables: Variables) => Promise<Result>,
): Promise<Result> {
  const internet = withoutCredentials(await simulator.environment(place.account, place.region));
  return withCloudIdentity(simulator, api, pod, (identity) => {
    const variables = { ...internet, ...identity };
    return work(rcloneWith(toolchain.bin.rclone, variables), variables);
  });
}

/** Variables of an operator who administers the account. */
export const operatorVariables = ({ simulator, platform: { place } }: Ground): Promise<Variables> =>
  simulator.environment(place.account, place.region);

export const asOperator = async (ground: Ground): Promise<Rclone> =>
  rcloneWith(ground.toolchain.bin.rclone, await operatorVariables(ground));

/** Names of the files that lie somewhere. */
export async function filesIn(rclone: Rclone, remote: string): Promise<readonly string[]> {
  const found: unknown = JSON.parse(await rclone("lsjson", "--recursive", "--files-only", "--no-modtime", remote));
  return Array.isArray(found) ? found.map(({ Path }) => String(Path)).sort() : [];
}

/** Deletes all that lies somewhere, and puts there what a folder holds. */
export async function replaceAll(rclone: Rclone, place: Place, folder?: string): Promise<void> {
  const empty = await mkdtemp(join(tmpdir(), "longshore-empty-"));
  try {
    await rclone("sync", "--ignore-times", folder ?? empty, remoteOf(place));
  } finally {
    await rm(empty, { recursive: true });
  }
}

/**
 * What a cloud says to something that it must not allow.
 * @throws Error where it allowed it, or did not even decide
 */
export async function refusal(what: string, attempt: Promise<unknown>): Promise<string> {
  const said = await attempt.then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (said === undefined) throw new Error(`${what}: it was allowed`);
  const [words] = /AccessDenied|Forbidden|(?:StatusCode|error): 403/.exec(said) ?? [];
  if (words === undefined) throw new Error(`${what}: it failed for another reason: ${said.slice(-500)}`);
  return words;
}

/** A moment that no version shares with what is written afterwards: waits for S3's next second. */
export async function dividingMoment(): Promise<Date> {
  const moment = new Date();
  const next = Math.ceil((moment.getTime() + 1) / 1000) * 1000;
  while (Date.now() <= next) await new Promise((resolve) => setTimeout(resolve, next - Date.now() + 1));
  return moment;
}
