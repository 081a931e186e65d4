/** A pod's attachments in the object store, read with the pod's own cloud identity. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import type { Api } from "../kubernetes/api/api.ts";
import type { Pod } from "../kubernetes/api/model.ts";
import { requestToken } from "../kubernetes/kubelet/tokens.ts";
import type { TokenWish } from "../kubernetes/kubelet/volume-files.ts";
import { configured } from "./database.ts";

/** Seconds that a projected token lasts. */
const tokenSeconds = 3600;
const section = "fs_storage.files";

/**
 * Where Odoo keeps files, as rclone takes it.
 * @param conf  `odoo.conf`
 */
export function remoteOf(conf: string, region: string): string {
  const folder = configured(conf, section, "directory_path") ?? "";
  if (configured(conf, section, "protocol") === "s3") return `:s3,provider=AWS,env_auth,region=${region}:${folder}`;
  const account = /"account_name":"([a-z0-9]+)"/.exec(configured(conf, section, "options") ?? "")?.[1] ?? "";
  return `:azureblob,account=${account},env_auth:${folder}`;
}

/** Tokens of its cloud that a pod gets in its volumes. */
export const cloudTokens = ({ spec }: Pod): readonly TokenWish[] =>
  (spec.volumes ?? [])
    .flatMap(({ projected }) => projected?.sources ?? [])
    .flatMap(({ serviceAccountToken: token }) =>
      token?.audience ? [{ expirationSeconds: tokenSeconds, ...token }] : [],
    );

export interface FilesArgs {
  readonly api: Api;
  /** The pod with what its cloud adds to it. */
  readonly pod: Pod;
  /** Its variables, and those by which a local process reaches the simulated internet. */
  readonly variables: Readonly<Record<string, string>>;
  readonly rclone: string;
}

/**
 * SHA-1 of what really lies there, by path; all bytes are read.
 * @param paths  which files; default all
 * @throws Error with rclone's words
 */
export async function checksums(
  remote: string,
  { api, pod, variables, rclone }: FilesArgs,
  paths?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-files-"));
  try {
    const env = { PATH: process.env.PATH ?? "", HOME: folder, RCLONE_CONFIG: "", ...variables };
    const [wish] = cloudTokens(pod);
    if (wish) {
      const file = join(folder, "token");
      await writeFile(file, (await requestToken(api, pod, wish)).token, { mode: 0o600 });
      for (const name of Object.keys(variables)) if (/_TOKEN_FILE$/.test(name)) Object.assign(env, { [name]: file });
    }
    const list = join(folder, "list");
    if (paths) await writeFile(list, paths.join("\n"));
    const only = paths ? ["--files-from-raw", list] : [];
    const copy = join(folder, "copy");
    await promisify(execFile)(rclone, ["copy", "--retries=1", "--transfers=16", ...only, `${remote}/`, copy], { env });
    return await sumsBelow(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** SHA-1 of files by path below a folder; none where nothing was copied. */
async function sumsBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = existsSync(folder) ? await readdir(folder, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const sums = new Map<string, string>();
  for (const file of files) {
    sums.set(
      relative(folder, file),
      createHash("sha1")
        .update(await readFile(file))
        .digest("hex"),
    );
  }
  return sums;
}
