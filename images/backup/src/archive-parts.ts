/** What an archive consists of: files that need nothing but pg_restore, tar and sha256sum, in ten years too. */
export const archiveParts = { database: "database.dump", files: "files.tar", sums: "SHA256SUMS" } as const;

/** In the form that `sha256sum --check` reads. */
export function writeSums(sums: ReadonlyMap<string, string>): string {
  return [...sums].map(([name, sum]) => `${sum}  ${name}\n`).join("");
}

export function readSums(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, sum, name] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
    if (sum !== undefined && name !== undefined) sums.set(name, sum);
  }
  return sums;
}
