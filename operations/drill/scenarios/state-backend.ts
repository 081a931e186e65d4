/** Where a stack's state lies: with the real cloud as day 0 makes it (docs/day-0.md), and in the simulator. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { SimulatorPaths } from "../../../simulator/paths.ts";
import type { StackPlace } from "../../stacks.ts";

/** Name in Pulumi.yaml. */
const project = "longshore";

/** Under which Pulumi keeps a stack in a bucket or folder of one's own. */
export const stateKey = (stack: string): string => `.pulumi/stacks/${project}/${stack}.json`;

export interface Way {
  /** Deletes the state, as it would happen. */
  readonly lose: string;
  /** Lists the versions of the state, the newest first. */
  readonly list: readonly string[];
  /** Makes the one that is called VERSION the present one. */
  readonly putBack: readonly string[];
  /** Says whether the key answers without which nobody reads the state's secrets. */
  readonly key: string;
  /** How that key is kept from being lost. */
  readonly keyRule: string;
}

/**
 * AWS: S3 user guide, "Restoring previous versions"; KMS developer guide, "Deleting AWS KMS keys" (read 2026-11-22).
 * B, STATE and STATEVAULT are those of day 0.
 */
export const wayOf = ({ cloud, stack, account }: Pick<StackPlace, "cloud" | "stack" | "account">): Way =>
  cloud === "aws" ? onAws(stack, `longshore-state-${account}`) : onAzure(stack);

const onAws = (stack: string, bucket: string): Way => ({
  lose: `aws s3 rm --region B s3://${bucket}/${stateKey(stack)}`,
  list: [
    `aws s3api list-object-versions --region B --bucket ${bucket} --prefix ${stateKey(stack)} --output text \\`,
    "  --query 'Versions[].[LastModified,VersionId,Size,Key]'",
  ],
  putBack: [
    `aws s3api copy-object --region B --bucket ${bucket} --key ${stateKey(stack)} \\`,
    `  --copy-source '${bucket}/${stateKey(stack)}?versionId=VERSION'`,
  ],
  key: "aws kms describe-key --region B --key-id alias/longshore-state --query KeyMetadata.KeyState",
  keyRule: "AWS deletes a key after 7 days at the earliest: until then aws kms cancel-key-deletion brings it back.",
});

const onAzure = (stack: string): Way => {
  const place = "--account-name STATE --container-name state --auth-mode login";
  return {
    lose: `az storage blob delete ${place} --name ${stateKey(stack)}`,
    list: [
      `az storage blob list ${place} --include v --prefix ${stateKey(stack)} --output table \\`,
      "  --query '[].[properties.lastModified,versionId,properties.contentLength,name]'",
    ],
    putBack: [
      `az storage blob download ${place} --name ${stateKey(stack)} --version-id VERSION --file state.json`,
      `az storage blob upload ${place} --name ${stateKey(stack)} --file state.json`,
    ],
    key: "az keyvault key show --vault-name STATEVAULT --name state --query attributes.enabled",
    keyRule: "Purge protection holds a deleted key: az keyvault key recover brings it back.",
  };
};

/** The simulator keeps states in a folder, which has no versions. */
export const stateFile = ({ state }: Pick<SimulatorPaths, "state">, stack: string): string =>
  join(state, stateKey(stack));

/**
 * The copy of the state that Pulumi itself wrote at the end of the last update.
 * @throws Error where it wrote none
 */
export function lastCheckpoint({ state }: Pick<SimulatorPaths, "state">, stack: string): string {
  const folder = join(state, ".pulumi", "history", project, stack);
  const newest = newestOf(readdirSync(folder));
  if (newest === undefined) throw new Error(`${folder} holds no copy of a state`);
  return join(folder, newest);
}

/** @param names  of files: the stack's name and the update's time in nanoseconds, which always has as many digits */
export const newestOf = (names: readonly string[]): string | undefined =>
  names
    .filter((name) => name.endsWith(".checkpoint.json"))
    .sort()
    .at(-1);
