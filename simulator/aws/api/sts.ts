/** AWS STS: who am I, and taking on a role. */
import { randomUUID } from "node:crypto";
import type { Session } from "../iam/principal.ts";
import { arnOf, roleName } from "../iam/principal.ts";
import { assumeRole } from "./assume-role.ts";
import type { ApiCall, Reply, Services } from "./call.ts";
import type { Credentials } from "./credentials.ts";
import { AwsError } from "./errors.ts";
import { xmlText } from "./render.ts";
import { assumeRoleWithWebIdentity } from "./web-identity.ts";

type Action = (parameters: URLSearchParams, caller: Session, services: Services) => string;

const actions: Readonly<Record<string, Action>> = {
  GetCallerIdentity: (_, caller) => {
    const userId = `${roleName(caller.role)}:${caller.session}`;
    return elements({ UserId: userId, Account: caller.account, Arn: arnOf(caller) });
  },
  AssumeRole: (parameters, caller, { world, authoriser, issuer }) => {
    if (parameters.has("Policy")) throw new AwsError("NotImplemented", 501, "the simulator knows no session policies");
    const seconds = Number(parameters.get("DurationSeconds") ?? 3600);
    const session = assumeRole(world, authoriser, caller, {
      role: parameters.get("RoleArn") ?? "",
      session: parameters.get("RoleSessionName") ?? "",
      seconds,
      tags: Object.fromEntries(
        members(parameters, "Tags").map((prefix) => [
          parameters.get(`${prefix}.Key`) ?? "",
          parameters.get(`${prefix}.Value`) ?? "",
        ]),
      ),
      transitiveTags: members(parameters, "TransitiveTagKeys").map((name) => parameters.get(name) ?? ""),
      externalId: parameters.get("ExternalId") ?? undefined,
    });
    return assumed(session, issuer.issueCredentials(session, seconds));
  },
};

/** Answers one call of the Query protocol, in the body of a POST or the query of a GET. */
export function answerSts(call: ApiCall, services: Services): Reply {
  const parameters = new URLSearchParams(call.method === "POST" ? call.body.toString() : call.query);
  const name = parameters.get("Action") ?? "";
  const action = actions[name];
  if (!action) throw new AwsError("InvalidAction", 400, `Could not find operation ${name}: the simulator knows it not`);
  return reply(name, action(parameters, call.caller, services));
}

const unsigned = "AssumeRoleWithWebIdentity";

/** The one call that nobody signs: who asks, its token says. Nothing where it is another. */
export function answerUnsigned(body: string, services: Services): Promise<Reply> | undefined {
  const parameters = new URLSearchParams(body);
  if (parameters.get("Action") !== unsigned) return undefined;
  const seconds = Number(parameters.get("DurationSeconds") ?? 3600);
  return assumeRoleWithWebIdentity(services, {
    role: parameters.get("RoleArn") ?? "",
    session: parameters.get("RoleSessionName") ?? "",
    seconds,
    token: parameters.get("WebIdentityToken") ?? "",
  }).then((session) => reply(unsigned, assumed(session, services.issuer.issueCredentials(session, seconds))));
}

function reply(name: string, result: string): Reply {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  const response = `<${name}Result>${result}</${name}Result>${metadata}`;
  return {
    status: 200,
    type: "text/xml",
    body: `<${name}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${response}</${name}Response>`,
  };
}

function assumed(session: Session, credentials: Credentials): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  const user = { AssumedRoleId: `${roleName(session.role)}:${session.session}`, Arn: arnOf(session) };
  const keys = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration.toISOString(),
  };
  return `<Credentials>${elements(keys)}</Credentials><AssumedRoleUser>${elements(user)}</AssumedRoleUser>`;
}

/** Prefixes of a numbered list, `Tags.member.1` and so on. */
function members(parameters: URLSearchParams, name: string): readonly string[] {
  const pattern = new RegExp(`^${name}\\.member\\.\\d+`);
  return [...new Set([...parameters.keys()].map((key) => pattern.exec(key)?.[0]))].filter((key) => key !== undefined);
}

function elements(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`)
    .join("");
}
