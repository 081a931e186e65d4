import assert from "node:assert/strict";
import { principalOfEksToken } from "../../../simulator/aws/api/eks-token.ts";
import { AuthenticationError, AwsError, toAwsError } from "../../../simulator/aws/api/errors.ts";
import { readAwsHost } from "../../../simulator/aws/api/hosts.ts";
import { renderError } from "../../../simulator/aws/api/render.ts";
import { answerSecretsManager } from "../../../simulator/aws/api/secrets-manager.ts";
import { emptyPayloadHash, signatureOf, signingTime } from "../../../simulator/aws/api/signature.ts";
import { answerSts } from "../../../simulator/aws/api/sts.ts";
import type { Session } from "../../../simulator/aws/iam/principal.ts";
import { account, document, keyArn, region, roleArn, secretArn, write } from "../internet/platform.ts";
import { administrator, sessionOf } from "../internet/simulation.ts";
import { callBy, type TestServices, testServices } from "./services.ts";

describe("the AWS APIs", () => {
  let services: TestServices;
  beforeEach(() => {
    services = testServices();
  });
  afterEach(() => services.end());

  const secrets = (caller: Session, operation: string, input: object) => {
    const headers = { "x-amz-target": `secretsmanager.${operation}` };
    return JSON.parse(answerSecretsManager(callBy(caller, JSON.stringify(input), headers), services).body);
  };
  const refused = (work: () => unknown, code: string) =>
    assert.throws(work, (error) => error instanceof AwsError && error.code === code);

  describe("STS", () => {
    it("says who asks", () => {
      const { body } = answerSts(callBy(sessionOf("backup"), "Action=GetCallerIdentity"), services);
      assert.match(body, new RegExp(`<Arn>arn:aws:sts::${account}:assumed-role/backup/test</Arn>`));
    });

    it("gives credentials of another role, good for what that role may", () => {
      const query = new URLSearchParams({ Action: "AssumeRole", RoleArn: roleArn("secrets"), RoleSessionName: "eso" });
      const { body } = answerSts(callBy(sessionOf("backup"), query.toString()), services);
      const [, key = ""] = /<AccessKeyId>(.*)<\/AccessKeyId>/.exec(body) ?? [];
      const [, token = ""] = /<SessionToken>(.*)<\/SessionToken>/.exec(body) ?? [];
      assert.equal(services.issuer.principalOf(key, token).principal.role, roleArn("secrets"));
    });
  });

  describe("Secrets Manager", () => {
    it("gives a secret by its name, its ARN and its ARN without the end, to whom it is granted", () => {
      for (const SecretId of ["longshore/tenants/harbor/database", secretArn, secretArn.slice(0, -7)]) {
        assert.equal(
          secrets(sessionOf("secrets"), "GetSecretValue", { SecretId }).SecretString,
          '{"password":"first"}',
        );
      }
      refused(() => secrets(sessionOf("backup"), "GetSecretValue", { SecretId: secretArn }), "AccessDeniedException");
    });

    it("asks the key's policy too", () => {
      write(services.world, "aws:kms/key:Key", "0a1b", { keyId: "0a1b", arn: keyArn, policy: '{"Statement":[]}' });
      refused(() => secrets(sessionOf("secrets"), "GetSecretValue", { SecretId: secretArn }), "AccessDeniedException");
    });

    it("says that there is no such secret only to those who might have read it", () => {
      const SecretId = "longshore/tenants/none/database";
      refused(() => secrets(sessionOf("secrets"), "GetSecretValue", { SecretId }), "AccessDeniedException");
      refused(
        () => secrets(sessionOf("longshore-administrator"), "GetSecretValue", { SecretId }),
        "ResourceNotFoundException",
      );
    });

    it("keeps the previous value beside a new one", () => {
      const caller = sessionOf("secrets");
      secrets(caller, "PutSecretValue", { SecretId: secretArn, SecretString: "second" });
      assert.equal(secrets(caller, "GetSecretValue", { SecretId: secretArn }).SecretString, "second");
      const VersionStage = "AWSPREVIOUS";
      assert.equal(
        secrets(caller, "GetSecretValue", { SecretId: secretArn, VersionStage }).SecretString,
        '{"password":"first"}',
      );
    });

    it("lists and describes for those who may, and answers a batch one by one", () => {
      const caller = sessionOf("longshore-administrator");
      assert.equal(caller.role, administrator);
      const [found] = secrets(caller, "ListSecrets", {}).SecretList;
      assert.deepEqual(found.Tags, [{ Key: "tenant", Value: "harbor" }]);
      const batch = secrets(caller, "BatchGetSecretValue", { SecretIdList: [secretArn, "none"] });
      assert.equal(batch.SecretValues[0].ARN, secretArn);
      assert.equal(batch.Errors[0].ErrorCode, "ResourceNotFoundException");
      refused(() => secrets(sessionOf("secrets"), "ListSecrets", {}), "AccessDeniedException");
    });

    it("refuses what it does not know instead of leaving it out", () => {
      const caller = sessionOf("longshore-administrator");
      refused(() => secrets(caller, "ListSecrets", { Filters: [] }), "InvalidParameterException");
      refused(() => secrets(caller, "RotateSecret", {}), "UnknownOperationException");
    });
  });

  it("reads an EKS token for the cluster it was made for, and for no other", () => {
    const { accessKeyId, secretAccessKey, sessionToken } = services.issuer.issueCredentials(sessionOf("backup"), 900);
    const time = signingTime(new Date());
    const query = new URLSearchParams({
      Action: "GetCallerIdentity",
      Version: "2011-06-15",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": `${accessKeyId}/${time.slice(0, 8)}/${region}/sts/aws4_request`,
      "X-Amz-Date": time,
      "X-Amz-Expires": "60",
      "X-Amz-Security-Token": sessionToken,
      "X-Amz-SignedHeaders": "host;x-k8s-aws-id",
    });
    const host = `sts.${region}.amazonaws.com`;
    const request = { method: "GET", target: `/?${query}`, headers: { host, "x-k8s-aws-id": "longshore" } };
    const signedHeaders = ["host", "x-k8s-aws-id"];
    const scope = { time, region, service: "sts", signedHeaders, payloadHash: emptyPayloadHash };
    const url = `https://${host}${request.target}&X-Amz-Signature=${signatureOf(request, scope, secretAccessKey)}`;
    const token = `k8s-aws-v1.${Buffer.from(url).toString("base64url")}`;
    assert.equal(principalOfEksToken(token, "longshore", services.issuer).role, roleArn("backup"));
    assert.throws(() => principalOfEksToken(token, "another", services.issuer), AuthenticationError);
    assert.throws(() => principalOfEksToken("k8s-aws-v1.x", "longshore", services.issuer), AuthenticationError);
  });

  it("says the same refusal in the words of each protocol", () => {
    const code = (protocol: "s3" | "query" | "json") =>
      renderError(toAwsError(new AuthenticationError("expired-token"), protocol), protocol);
    assert.match(code("s3").body, /<Error><Code>ExpiredToken<\/Code>/);
    assert.match(code("query").body, /<ErrorResponse><Error><Type>Sender<\/Type><Code>ExpiredToken<\/Code>/);
    assert.equal(JSON.parse(code("json").body).__type, "ExpiredTokenException");
  });

  it("refuses where a policy cannot be judged", () => {
    const unknown = { Effect: "Allow", Action: "*", Resource: "*", Condition: { DateEquals: { a: "b" } } };
    const policy = document(unknown);
    write(services.world, "aws:iam/rolePolicy:RolePolicy", "secrets:own", { role: "secrets", name: "own", policy });
    const read = () => secrets(sessionOf("secrets"), "GetSecretValue", { SecretId: secretArn });
    assert.throws(read, (error) => {
      const { code, message } = toAwsError(error, "json");
      return code === "AccessDeniedException" && message.includes("DateEquals is not known");
    });
  });

  it("knows AWS's host names", () => {
    const hosts = {
      "s3.eu-central-1.amazonaws.com": { service: "s3", region, bucket: "" },
      "my.bucket.s3.eu-central-1.amazonaws.com": { service: "s3", region, bucket: "my.bucket" },
      "s3.dualstack.eu-central-1.amazonaws.com": { service: "s3", region, bucket: "" },
      "sts.amazonaws.com": { service: "sts", region: undefined, bucket: "" },
      "secretsmanager.eu-central-1.amazonaws.com": { service: "secretsmanager", region, bucket: "" },
      "amazonaws.com.example.org": undefined,
    };
    for (const [host, expected] of Object.entries(hosts)) assert.deepEqual(readAwsHost(host), expected, host);
  });
});
