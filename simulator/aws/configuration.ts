/** What a stack tells the AWS provider about itself. */
import * as z from "zod";
import type { Properties } from "../world.ts";

const schema = z.looseObject({
  region: z.string().optional(),
  allowedAccountIds: z.array(z.string()).optional(),
  forbiddenAccountIds: z.array(z.string()).optional(),
  stsRegion: z.string().optional(),
  skipRequestingAccountId: z.union([z.boolean(), z.stringbool()]).default(false),
  defaultTags: z.looseObject({ tags: z.record(z.string(), z.string()).default({}) }).optional(),
});

export interface Configuration {
  readonly account: string;
  readonly region: string;
  /** Where the provider asks STS which account it is in, before anything else; nothing where it is told not to. */
  readonly identityRegion: string | undefined;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/**
 * @param inputs   of the provider resource; its lists and objects arrive as JSON texts
 * @param session  whose credentials the engine has, and the region that its environment names
 * @throws Error in the provider's own words for a wrong account or a missing region
 */
export function configure(inputs: Properties, session: { account: string; region: string | undefined }): Configuration {
  const written = schema.parse(Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, unpack(value)])));
  const { account } = session;
  const { allowedAccountIds = [account], forbiddenAccountIds = [] } = written;
  // Source: terraform-provider-aws, internal/conns/config.go (November 2026).
  if (!allowedAccountIds.includes(account) || forbiddenAccountIds.includes(account))
    throw new Error(`AWS account ID not allowed: ${account}`);
  const region = written.region ?? session.region;
  if (!region) throw new Error("the AWS provider has no region: set `region` on it, or AWS_REGION");
  const identityRegion = written.skipRequestingAccountId ? undefined : (written.stsRegion ?? region);
  return { account, region, identityRegion, defaultTags: written.defaultTags?.tags ?? {} };
}

function unpack(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  return JSON.parse(value);
}
