/**
 * Taking on a role with the token of an issuer that the role's account trusts, here a cluster's: what
 * `sts:AssumeRoleWithWebIdentity` asks and gives. The request itself is not signed.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (read 2026-11-22)
 */
import * as z from "zod";
import { findRole, trustPolicy } from "../iam/attached.ts";
import type { Session } from "../iam/principal.ts";
import { providerType } from "../resources/iam/open-id-connect.ts";
import { checkAssumption, tooLong } from "./assume-role.ts";
import type { Services } from "./call.ts";
import { AwsError } from "./errors.ts";
import { tagsOf } from "./tags.ts";

export interface WebIdentity {
  readonly role: string;
  readonly session: string;
  readonly seconds: number;
  readonly token: string;
}

const claims = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  exp: z.number(),
});

const invalid = (message: string) => new AwsError("InvalidIdentityToken", 400, message);

/** @throws AwsError where token, provider or the role's trust say no, in the words of STS */
export async function assumeRoleWithWebIdentity(services: Services, wish: WebIdentity): Promise<Session> {
  const { world, authoriser, whoIsWorkload } = services;
  checkAssumption(wish);
  const account = wish.role.split(":")[4] ?? "";
  const { iss, aud, exp } = claimsOf(wish.token);
  const provider = world
    .all(providerType)
    .find(({ inputs, ...found }) => found.account === account && inputs.url === iss);
  // https://github.com/aws-actions/configure-aws-credentials/issues/280 (2021-10).
  if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${iss}`);
  const { clientIdLists } = provider.inputs;
  const audience = aud.find((one) => Array.isArray(clientIdLists) && clientIdLists.includes(one));
  // https://github.com/awslabs/amazon-eks-irsa-cfn/pull/18 (2022-07).
  if (audience === undefined) throw invalid("Incorrect token audience");
  if (exp * 1000 < Date.now()) throw expired();
  const workload = await whoIsWorkload(wish.token, audience);
  // https://github.com/awslabs/aws-sdk-rust/issues/827 (2023-06): also what a key says that the issuer does not have.
  if (workload?.issuer !== iss)
    throw invalid(
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    );
  const role = findRole(world, wish.role);
  const name = iss.replace(/^https:\/\//, "").toLowerCase();
  const request = {
    principal: { kind: "federated", provider: String(provider.outputs.arn) },
    action: "sts:AssumeRoleWithWebIdentity",
    resource: wish.role,
    owner: account,
    context: { [`${name}:sub`]: workload.subject, [`${name}:aud`]: audience, "sts:rolesessionname": wish.session },
  } as const;
  const trust = role && trustPolicy(role);
  if (!role || !authoriser.decide(request, { policy: trust, decides: true }).allowed) throw refused();
  if (wish.seconds > Number(role.outputs.maxSessionDuration)) throw tooLong("the MaxSessionDuration set for this role");
  return { kind: "session", account, role: wish.role, session: wish.session, tags: tagsOf(role), transitiveTags: [] };
}

/** What the token says, whoever signed it. */
function claimsOf(token: string): z.output<typeof claims> {
  const [, payload = ""] = token.split(".");
  try {
    return claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  } catch {
    throw invalid("The ID Token provided is not a valid JWT.");
  }
}

/** The service model's own words for it (aws-sdk-go-v2, service/sts/types/errors.go, 2026-11). */
const expired = () =>
  new AwsError(
    "ExpiredTokenException",
    400,
    "The web identity token that was passed is expired or is not valid. Get a new identity token from the identity provider and then retry the request.",
  );

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-eks.html and many public logs (2026-11); no more is said. */
const refused = () => new AwsError("AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity");
