/** Where npm's `pulumi` looks for the real one before it downloads it. */
import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../cache-folder.mjs";

export const pulumiHome = (): string => join(cacheFolder(), "pulumi-home");

/** @param version  for example `3.256.0` */
export const pulumiLink = (version: string): string => join(pulumiHome(), "versions", version, "bin", "pulumi");

/** Makes `npx pulumi` run this program when `PULUMI_HOME` is ours. */
export function linkPulumi(version: string, program: string): void {
  const link = pulumiLink(version);
  mkdirSync(dirname(link), { recursive: true });
  const next = `${link}.${process.pid}`;
  symlinkSync(program, next);
  renameSync(next, link);
}
