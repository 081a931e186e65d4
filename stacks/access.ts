/** The operating model of a stack and its people: what may be written, and what holds between them. */
import * as z from "zod";
import { models, type OperatingModel, operatingModels, roles } from "../components/access/model.ts";
import { type AccessArgs, approves, type Group, rolesWithGroups } from "../components/access/people.ts";
import { oneOf, section, text } from "./schema.ts";

const group = section({
  name: text(/^[a-z][a-z0-9-]{1,62}$/, "2 to 63 lower-case letters, digits and dashes, starting with a letter"),
  id: text(/^\S+$/, "a role ARN or an Entra group id"),
  // It becomes a field of a line in Argo CD's policy.
  claim: text(/^[\w.:@/-]{1,128}$/, "what the sign-on token says: letters, digits and . : @ / _ -").optional(),
  reviewers: text(/^@[\w-]+\/[\w.-]+$/, "a team of the Git host, for example @longshore-platform/platform").optional(),
});

export const operatingModel = oneOf(operatingModels);

/** Who has which role; one group each, because a directory is where groups are made of groups. */
export const access = section({
  platform: group.optional(),
  releaseManagers: group.optional(),
  operators: group.optional(),
  auditors: group.optional(),
  databaseOwners: group.optional(),
  /** Only in the model `managed`, like the two after it. */
  provider: group.optional(),
  customer: group.optional(),
  /** Empty in the directory until somebody is let in for a while. */
  breakGlass: group.optional(),
  /** Engineers of each business unit, by the name that tenants give in `spec.businessUnit`. */
  businessUnits: z.record(
    text(/^[a-z][a-z0-9-]{1,30}$/, "2 to 31 lower-case letters, digits and dashes, starting with a letter"),
    group,
    { error: "names of business units with a group each" },
  ),
});

/** Single sign-on for Argo CD; without it nobody logs in there. */
export const signOn = section({
  issuer: text(/^https:\/\/[a-z0-9.-]+(\/[\w./-]*)?$/, "the issuer's https URL"),
  clientId: text(/^[\w.-]{1,128}$/, "the id of a public client: letters, digits and . _ -"),
}).optional();

interface Named {
  readonly cloud: "aws" | "azure";
  readonly account: string;
  readonly operatingModel: OperatingModel;
  readonly access: z.output<typeof access>;
  readonly cluster: { readonly administrators: readonly string[] };
}

/** Without whom a model cannot work. */
const needed = { centralised: [], federated: [], managed: ["provider", "customer"] } as const satisfies Record<
  OperatingModel,
  readonly (typeof rolesWithGroups)[number][]
>;

/** @returns path and what fits, for everything that is wrong */
export function accessProblems(settings: Named): readonly { path: string; fits: string }[] {
  const { operatingModel: model, access, cluster } = settings;
  const entries = [
    ...rolesWithGroups.map((role) => ({ role, path: `access.${role}`, group: access[role] })),
    ...Object.entries(access.businessUnits).map(([unit, group]) => ({
      role: "engineers" as const,
      path: `access.businessUnits.${unit}`,
      group,
    })),
  ];
  const problems: { path: string; fits: string }[] = [];
  for (const role of needed[model]) {
    if (!access[role])
      problems.push({ path: `access.${role}`, fits: `the group of the ${roles[role]}, because the model is ${model}` });
  }
  const taken = new Map(cluster.administrators.map((id) => [id, "cluster.administrators"]));
  const named = new Map<string, string>();
  for (const { role, path, group } of entries) {
    if (!group) continue;
    if (!models[model][role]) problems.push({ path, fits: `nobody, because the model ${model} has no ${roles[role]}` });
    if (!idFits(settings, group)) problems.push({ path: `${path}.id`, fits: idKind(settings) });
    if (taken.has(group.id))
      problems.push({ path: `${path}.id`, fits: `a group of its own, other than that of ${taken.get(group.id)}` });
    taken.set(group.id, path);
    if (named.has(group.name))
      problems.push({ path: `${path}.name`, fits: `a name other than that of ${named.get(group.name)}` });
    named.set(group.name, path);
    if (approves(model, role) && !group.reviewers)
      problems.push({ path: `${path}.reviewers`, fits: "a team of the Git host, because this group approves changes" });
  }
  return problems;
}

const idFits = ({ cloud, account }: Named, { id }: Group): boolean =>
  cloud === "aws"
    ? id.startsWith(`arn:aws:iam::${account}:role/`)
    : /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

const idKind = ({ cloud, account }: Named): string =>
  cloud === "aws" ? `the ARN of an IAM role of account ${account}` : "an Entra group's object id, a lower-case UUID";

/** The settings as the components take them. */
export function toAccessArgs({ operatingModel, access }: Pick<Named, "operatingModel" | "access">): AccessArgs {
  const { businessUnits, ...groups } = access;
  return { model: operatingModel, groups, businessUnits };
}
