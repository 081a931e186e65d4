/** Programs that an `up` starts, on the path of whoever runs it. */
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type Finding, good, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";

interface Tool {
  readonly name: string;
  readonly for: string;
  readonly remedy: string;
}

const pulumi: Tool = { name: "pulumi", for: "everything", remedy: "npm ci, and call it by npx" };
const onAws = [
  { name: "aws", for: "logging in to EKS", remedy: "install the AWS CLI 2 (https://docs.aws.amazon.com/cli)" },
];
const onAzure = [
  { name: "az", for: "logging in to Azure", remedy: "install the Azure CLI (https://learn.microsoft.com/cli/azure)" },
  { name: "kubelogin", for: "logging in to AKS", remedy: "az aks install-cli" },
];

export const checkTools = async ({ place }: Subject): Promise<readonly Finding[]> =>
  Promise.all([pulumi, ...(place.cloud === "aws" ? onAws : onAzure)].map(find));

async function find({ name, for: purpose, remedy }: Tool): Promise<Finding> {
  const what = `program ${name}`;
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return good(what, file);
  }
  return wrong(what, `it is not on the path, and is needed for ${purpose}`, remedy);
}
