/**
 * Puts what a registry and a Git host really have behind the names in our Dockerfiles: the digest of each base image, the
 * commit of each module that is taken from Git.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";

const run = promisify(execFile);

/** Asks for what is behind a name; the tests have answers of their own. */
export interface Resolver {
  /** @param image  with its tag, for example `node:24.21.0-bookworm-slim` */
  readonly digest: (image: string) => Promise<string>;
  /** @param branch  name of a branch */
  readonly commit: (repository: string, branch: string) => Promise<string>;
}

/** `.Manifest` is the index of all machines' images: https://docs.docker.com/reference/cli/docker/buildx/imagetools/inspect/ (read 2026-11-22). */
const manifest = z.object({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) });

/** By Docker's and Git's own clients, with whatever logins they have. */
export const resolver: Resolver = {
  digest: async (image) => {
    const args = ["buildx", "imagetools", "inspect", image, "--format", "{{json .Manifest}}"];
    return manifest.parse(JSON.parse((await run("docker", args)).stdout)).digest;
  },
  commit: async (repository, branch) => {
    const { stdout } = await run("git", ["ls-remote", "--exit-code", repository, `refs/heads/${branch}`]);
    return stdout.slice(0, 40);
  },
};

const from = /^(FROM )([\w./-]+:[\w.-]+)(?:@sha256:[0-9a-f]{64})?( .*)?$/gm;

/** The Dockerfile with the digest of each base image behind its tag; stages that build on an earlier one stay as they are. */
export async function pinBases(dockerfile: string, { digest }: Resolver): Promise<string> {
  const images = new Set([...dockerfile.matchAll(from)].map(([, , image = ""]) => image));
  const digests = new Map<string, string>();
  for (const image of images) digests.set(image, await digest(image));
  return dockerfile.replaceAll(
    from,
    (_line, word: string, image: string, rest = "") => `${word}${image}@${digests.get(image)}${rest}`,
  );
}

const gitSource = z.object({ git: z.string(), branch: z.string(), commit: z.string() });
const listing = z.looseObject({ addons: z.record(z.string(), z.looseObject({ source: z.looseObject({}) })) });

/** The Dockerfile and the list of its addons, with the newest commit of each branch that an addon is taken from. */
export async function pinAddons(
  dockerfile: string,
  addons: string,
  { commit }: Resolver,
): Promise<{ readonly dockerfile: string; readonly addons: string }> {
  const pinned = { dockerfile, addons };
  for (const [name, { source }] of Object.entries(listing.parse(JSON.parse(addons)).addons)) {
    const { success, data } = gitSource.safeParse(source);
    if (!success) continue;
    const newest = await commit(data.git, data.branch);
    const written = JSON.stringify(source.commit);
    pinned.dockerfile = pinned.dockerfile.replace(`#${data.commit || data.branch}:${name} `, `#${newest}:${name} `);
    pinned.addons = pinned.addons.replace(
      new RegExp(`("${name}": \\{[^}]*"commit": )${written}`),
      `$1${JSON.stringify(newest)}`,
    );
  }
  return pinned;
}
