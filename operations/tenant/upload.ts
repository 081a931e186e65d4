/** Brings a dump and a filestore to where the tenant's import finds them, by the cloud's own command line. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { restoresPath } from "../../components/stores.ts";
import { wordsOf } from "../cloud-cli.ts";

export interface Brought {
  /** File of pg_dump, custom format or plain SQL. */
  readonly dump: string;
  /** Folder of Odoo's filestore. */
  readonly filestore: string;
}

/**
 * Beside the tenant's live files, where its restore identity reads and the bucket's lifecycle clears up after a week.
 * @param filesRemote  the tenant's files as rclone takes them
 */
export const importFolder = (filesRemote: string): string =>
  `${filesRemote.replace(/\btenants(?=\/[^/]+$)/, restoresPath)}/import`;

/**
 * @param remote  of {@link importFolder}
 * @returns words of each command; what is there already is not sent again on AWS, and is overwritten on Azure
 * @throws Error where the remote is none of Longshore's
 */
export function uploads(remote: string, { dump, filestore }: Brought): readonly (readonly [string, ...string[]])[] {
  const [, backend, options = "", bucket = "", path = ""] =
    /^:(s3|azureblob),([^:]*):([^/]+)\/(.+)$/.exec(remote) ?? [];
  const option = (name: string) => new RegExp(`(?:^|,)${name}=([^,]+)`).exec(options)?.[1];
  const [region, account] = [option("region"), option("account")];
  if (backend === "s3" && region !== undefined) {
    const how = ["--region", region, "--only-show-errors"];
    return [
      ["aws", "s3", "sync", filestore, `s3://${bucket}/${path}/filestore`, ...how],
      ["aws", "s3", "cp", dump, `s3://${bucket}/${path}/dump`, ...how],
    ];
  }
  if (backend === "azureblob" && account !== undefined) {
    const how = ["--account-name", account, "--auth-mode", "login", "--overwrite", "--no-progress", "--output", "none"];
    const blob = ["az", "storage", "blob"] as const;
    return [
      [
        ...blob,
        "upload-batch",
        "--destination",
        bucket,
        "--destination-path",
        `${path}/filestore`,
        "--source",
        filestore,
        ...how,
      ],
      [...blob, "upload", "--container-name", bucket, "--name", `${path}/dump`, "--file", dump, ...how],
    ];
  }
  throw new Error(`${remote} is not a folder of files as Longshore's backup jobs have it.`);
}

/** @throws Error with the command's own words */
export async function upload(remote: string, brought: Brought): Promise<void> {
  for (const [command, ...words] of uploads(remote, brought)) {
    try {
      await promisify(execFile)(command, words);
    } catch (error) {
      throw new Error(
        `${[command, ...words].join(" ")}: ${wordsOf(command, error)}\nThe tenant is as it was. Run the import again where the object store can be reached and written to.`,
        { cause: error },
      );
    }
  }
}
