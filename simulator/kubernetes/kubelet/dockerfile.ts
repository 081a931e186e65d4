/** What a Dockerfile of ours says about running its image. */

export interface ImageLayout {
  readonly entrypoint: readonly string[];
  /** Folders and files of the build context, by their path in the image. */
  readonly copies: Readonly<Record<string, string>>;
}

/**
 * Reads the last stage: its ENTRYPOINT in JSON form, and what it copies from the build context.
 * @throws Error where the file has no such ENTRYPOINT
 */
export function imageLayout(dockerfile: string): ImageLayout {
  const lines = dockerfile.replaceAll(/\\\r?\n/g, " ").split("\n");
  const last = lines.slice(lines.findLastIndex((line) => /^FROM\s/.test(line)));
  const [, entrypoint] = last.map((line) => /^ENTRYPOINT\s+(\[.*\])\s*$/.exec(line)).find(Boolean) ?? [];
  if (!entrypoint)
    throw new Error('the last stage has no ENTRYPOINT in JSON form, for example ENTRYPOINT ["node", "main.ts"]');
  const copies = last.flatMap((line) => {
    const [, sources] = /^COPY\s+(?!--from)(?:--\S+\s+)*(.+)$/.exec(line) ?? [];
    const paths = sources?.trim().split(/\s+/) ?? [];
    const target = paths.at(-1);
    return target ? paths.slice(0, -1).map((source) => [inside(target, source), source]) : [];
  });
  return { entrypoint: JSON.parse(entrypoint), copies: Object.fromEntries(copies) };
}

/** A folder's content goes to the target itself, a file below a target that ends in `/`. */
function inside(target: string, source: string): string {
  const isFolder = source.endsWith("/") || !/\.[a-z]+$/i.test(source);
  const name = source.slice(source.lastIndexOf("/") + 1);
  return (target.endsWith("/") && !isFolder ? target + name : target).replace(/(?<=.)\/+$/, "");
}
