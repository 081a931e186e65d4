/** Finds secrets and their versions in the World, and asks whether a caller may touch them. */
import { randomUUID } from "node:crypto";
import type { SimulatedResource, World } from "../../world.ts";
import { secretPolicy } from "../iam/attached.ts";
import type { Context } from "../iam/patterns.ts";
import { findKey } from "./authorise.ts";
import type { ApiCall, Services } from "./call.ts";
import { AwsError } from "./errors.ts";
import { tagsOf } from "./tags.ts";

const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
/** Secrets Manager ends the ARN of a secret with a dash and six characters. */
const suffixLength = 7;

export const notFound = (message: string) => new AwsError("ResourceNotFoundException", 400, message);

/** The secrets of the caller's region and account. */
export function secretsIn(world: World, { region, caller }: ApiCall): readonly SimulatedResource[] {
  return world
    .all("aws:secretsmanager/secret:Secret")
    .filter((secret) => secret.region === region && secret.account === caller.account);
}

/**
 * A secret by name, ARN, or ARN without its last seven characters.
 * @throws AwsError where the caller may not do this, or there is no such secret; the refusal comes first
 */
export function authorisedSecret(
  action: string,
  name: string,
  call: ApiCall,
  { world, authoriser }: Services,
  context: Context = {},
): SimulatedResource {
  const secret = secretsIn(world, call).find(({ outputs }) => {
    const arn = String(outputs.arn);
    return [String(outputs.name), arn, arn.slice(0, -suffixLength)].includes(name);
  });
  const account = call.caller.account;
  const request = {
    principal: call.caller,
    action,
    resource: String(secret?.outputs.arn ?? `arn:aws:secretsmanager:${call.region}:${account}:secret:${name}`),
    owner: account,
    context: { ...call.context, ...tagContext(secret), ...context },
  };
  authoriser.require("json", request, { policy: secret && secretPolicy(world, secret), decides: false });
  if (!secret) throw notFound("Secrets Manager can't find the specified secret.");
  return secret;
}

/** Checks that the caller may use the secret's own key; the account's default key is open to all who may read secrets. */
export function useKey(
  action: string,
  secret: SimulatedResource,
  call: ApiCall,
  { world, authoriser }: Services,
): void {
  const name = secret.outputs.kmsKeyId;
  if (typeof name !== "string" || name === "") return;
  const key = findKey(world, name);
  if (!key) throw new AwsError("DecryptionFailure", 400, `the key ${name} of secret ${secret.outputs.name} is gone`);
  const context = { ...call.context, "kms:encryptioncontext:secretarn": String(secret.outputs.arn) };
  authoriser.requireKey("json", { principal: call.caller, context }, key, action, "secretsmanager");
}

/** In order of creation. */
export function versionsOf(world: World, secret: SimulatedResource): readonly SimulatedResource[] {
  const names = [secret.outputs.arn, secret.outputs.name, secret.id];
  return world.all(versionType).filter(({ outputs }) => names.includes(outputs.secretId));
}

/** Labels of a version; one that Pulumi wrote without any is the current one. */
export function stagesOf({ outputs }: SimulatedResource): readonly string[] {
  const stages = outputs.versionStages;
  return Array.isArray(stages) && stages.length > 0 ? stages.map(String) : ["AWSCURRENT"];
}

/** Writes a new current version; what was current becomes the previous one. */
export function putVersion(world: World, secret: SimulatedResource, value: string): string {
  const versionId = randomUUID();
  for (const version of versionsOf(world, secret)) {
    const versionStages = stagesOf(version).includes("AWSCURRENT") ? ["AWSPREVIOUS"] : ["replaced"];
    world.put({ ...version, outputs: { ...version.outputs, versionStages } });
  }
  const inputs = { secretId: secret.outputs.arn, secretString: value };
  world.put({
    type: versionType,
    id: `${secret.outputs.arn}|${versionId}`,
    account: secret.account,
    region: secret.region,
    inputs,
    outputs: { ...inputs, versionId, versionStages: ["AWSCURRENT"] },
  });
  return versionId;
}

function tagContext(secret: SimulatedResource | undefined): Context {
  return Object.fromEntries(
    Object.entries(secret ? tagsOf(secret) : {}).flatMap(([key, value]) => [
      [`aws:resourcetag/${key.toLowerCase()}`, value],
      [`secretsmanager:resourcetag/${key.toLowerCase()}`, value],
    ]),
  );
}
