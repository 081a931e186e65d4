/** The stack that gets the copy: it has given the pod an identity of its own, which may add there and take nothing away. */
import { type Environment, required, word } from "../settings.ts";

export interface Receiver {
  /** Name of its stack. */
  readonly stack: string;
  /** Variables by which rclone is that identity, and no longer the pod's own. */
  readonly identity: Environment;
  /** Whether its store can be asked for hashes: S3 keeps none of what a key of KMS encrypts, beside those that it checked. */
  readonly keepsHashes: boolean;
}

/** @throws Failure `settings` that names what is missing */
export function receiverOf(environment: Environment): Receiver {
  const { RECEIVER: stack } = required(environment, ["RECEIVER"]);
  const cloud = word(environment, "RECEIVER_CLOUD", ["aws", "azure"]);
  const own = Object.keys(environment).filter((name) => /^(AWS|AZURE)_/.test(name));
  const nobody = Object.fromEntries(own.map((name) => [name, undefined]));
  const identity = { ...nobody, ...(cloud === "aws" ? roleOf(environment) : managedIdentityOf(environment)) };
  return { stack, identity, keepsHashes: cloud === "azure" };
}

/** AWS's SDK takes on the role by itself, and anew before an hour is over. It asks STS of the receiver's own region. */
function roleOf(environment: Environment): Environment {
  const given = required(environment, ["TENANT", "RECEIVER_IDENTITY", "RECEIVER_REGION", "RECEIVER_TOKEN_FILE"]);
  return {
    AWS_ROLE_ARN: given.RECEIVER_IDENTITY,
    AWS_ROLE_SESSION_NAME: `backup-copy-${given.TENANT}`,
    AWS_WEB_IDENTITY_TOKEN_FILE: given.RECEIVER_TOKEN_FILE,
    AWS_REGION: given.RECEIVER_REGION,
  };
}

function managedIdentityOf(environment: Environment): Environment {
  const given = required(environment, ["RECEIVER_IDENTITY", "RECEIVER_DIRECTORY", "RECEIVER_TOKEN_FILE"]);
  return {
    AZURE_CLIENT_ID: given.RECEIVER_IDENTITY,
    AZURE_TENANT_ID: given.RECEIVER_DIRECTORY,
    AZURE_FEDERATED_TOKEN_FILE: given.RECEIVER_TOKEN_FILE,
  };
}
