/** AWS Secrets Manager, over the secrets that Pulumi made. */
import * as z from "zod";
import type { SimulatedResource } from "../../world.ts";
import type { ApiCall, Reply, Services } from "./call.ts";
import { AwsError, toAwsError } from "./errors.ts";
import { authorisedSecret, notFound, putVersion, secretsIn, stagesOf, useKey, versionsOf } from "./secrets.ts";
import { tagsOf } from "./tags.ts";

type Json = Readonly<Record<string, unknown>>;
type Action = (input: unknown, call: ApiCall, services: Services) => Json;

const named = z.object({ SecretId: z.string() });
const versioned = named.extend({ VersionStage: z.string().default("AWSCURRENT"), VersionId: z.string().optional() });

/** Inputs that would change the answer and are not known here are refused by the strict objects. */
const actions: Readonly<Record<string, Action>> = {
  GetSecretValue: (input, call, services) => secretValue(versioned.parse(input), call, services),

  BatchGetSecretValue: (input, call, services) => {
    const { SecretIdList } = z.strictObject({ SecretIdList: z.array(z.string()).max(20) }).parse(input);
    requireOnAll("secretsmanager:BatchGetSecretValue", call, services);
    const values: Json[] = [];
    const errors: Json[] = [];
    for (const SecretId of SecretIdList) {
      try {
        values.push(secretValue(versioned.parse({ SecretId }), call, services));
      } catch (error) {
        const { code, message } = toAwsError(error, "json");
        errors.push({ SecretId, ErrorCode: code, Message: message });
      }
    }
    return { SecretValues: values, Errors: errors };
  },

  DescribeSecret: (input, call, services) => {
    const secret = authorisedSecret("secretsmanager:DescribeSecret", named.parse(input).SecretId, call, services);
    const versions = versionsOf(services.world, secret);
    const stages = versions.map((version) => [String(version.outputs.versionId), stagesOf(version)]);
    return { ...summary(secret), VersionIdsToStages: Object.fromEntries(stages) };
  },

  ListSecrets: (input, call, services) => {
    z.strictObject({ MaxResults: z.number().optional() }).parse(input);
    requireOnAll("secretsmanager:ListSecrets", call, services);
    return { SecretList: secretsIn(services.world, call).map(summary) };
  },

  PutSecretValue: (input, call, services) => {
    const wish = z
      .strictObject({ SecretId: z.string(), SecretString: z.string(), ClientRequestToken: z.string().optional() })
      .parse(input);
    const secret = authorisedSecret("secretsmanager:PutSecretValue", wish.SecretId, call, services);
    useKey("kms:GenerateDataKey", secret, call, services);
    const VersionId = putVersion(services.world, secret, wish.SecretString);
    return { ...reference(secret), VersionId, VersionStages: ["AWSCURRENT"] };
  },
};

/** Answers one call of the JSON protocol. */
export function answerSecretsManager(call: ApiCall, services: Services): Reply {
  const name = (call.headers["x-amz-target"] ?? "").replace(/^secretsmanager\./, "");
  const action = actions[name];
  if (!action) throw new AwsError("UnknownOperationException", 400, `the simulator knows no operation ${name}`);
  try {
    const answer = action(JSON.parse(call.body.toString() || "{}"), call, services);
    return { status: 200, type: "application/x-amz-json-1.1", body: JSON.stringify(answer) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new AwsError("InvalidParameterException", 400, `${name} in the simulator: ${z.prettifyError(error)}`);
  }
}

function secretValue(wish: z.output<typeof versioned>, call: ApiCall, services: Services): Json {
  const { SecretId, VersionStage, VersionId } = wish;
  const secret = authorisedSecret("secretsmanager:GetSecretValue", SecretId, call, services, {
    "secretsmanager:versionstage": VersionStage,
  });
  useKey("kms:Decrypt", secret, call, services);
  const version = versionsOf(services.world, secret).findLast((candidate) =>
    VersionId ? candidate.outputs.versionId === VersionId : stagesOf(candidate).includes(VersionStage),
  );
  if (!version) {
    const wanted = VersionId ? `VersionId: ${VersionId}` : `staging label: ${VersionStage}`;
    throw notFound(`Secrets Manager can't find the specified secret value for ${wanted}`);
  }
  const { versionId, secretString } = version.outputs;
  return {
    ...reference(secret),
    VersionId: versionId,
    SecretString: secretString,
    VersionStages: stagesOf(version),
  };
}

function requireOnAll(action: string, call: ApiCall, { authoriser }: Services): void {
  const { caller, context } = call;
  const request = { principal: caller, action, resource: "*", owner: caller.account, context };
  authoriser.require("json", request, { policy: undefined, decides: false });
}

function reference({ outputs }: SimulatedResource): Json {
  return { ARN: outputs.arn, Name: outputs.name };
}

function summary(secret: SimulatedResource): Json {
  const { description, kmsKeyId } = secret.outputs;
  return {
    ...reference(secret),
    ...(description ? { Description: description } : {}),
    ...(kmsKeyId ? { KmsKeyId: kmsKeyId } : {}),
    Tags: Object.entries(tagsOf(secret)).map(([Key, Value]) => ({ Key, Value })),
  };
}
