/** A stack's state, as `pulumi stack export` prints it and `pulumi stack import` takes it. */
import * as z from "zod";
import { mustPulumi, type Surroundings } from "./pulumi.ts";

const properties = z.record(z.string(), z.unknown());

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  /** Components are not. */
  custom: z.boolean().default(false),
  /** Physical id; a component has none. */
  id: z.string().optional(),
  protect: z.boolean().optional(),
  /** Still there, but to be deleted: what is left of a replacement. */
  delete: z.boolean().optional(),
  /** Deleted already, its replacement not made yet. */
  pendingReplacement: z.boolean().optional(),
  /** What went wrong after it was made. */
  initErrors: z.array(z.string()).nullish(),
  parent: z.string().optional(),
  /** `urn::id` of the provider. */
  provider: z.string().optional(),
  dependencies: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
  inputs: properties.optional(),
  outputs: properties.optional(),
});

const state = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(resource).nullish(),
    pending_operations: z.array(z.looseObject({ type: z.string(), resource })).nullish(),
  }),
});

export type State = z.output<typeof state>;
export type StateResource = z.output<typeof resource>;
export type Properties = Readonly<Record<string, unknown>>;

/**
 * @param document  parsed; secrets may stay encrypted
 * @throws ZodError where it is something else
 */
export const parseState = (document: unknown): State => state.parse(document);

/**
 * @param options  further ones of `pulumi stack export`
 * @throws Error with Pulumi's own words where there is no such stack
 */
export async function exportState(where: Surroundings, ...options: readonly string[]): Promise<State> {
  return parseState(JSON.parse(await mustPulumi(where, ["stack", "export", ...options])));
}

export const resourcesOf = ({ deployment }: State): readonly StateResource[] => deployment.resources ?? [];

/** What exists in a cloud or a cluster: neither components nor providers nor values of Pulumi's own making. */
export const realOnes = (state: State): readonly StateResource[] =>
  resourcesOf(state).filter(({ custom, type }) => custom && !/^(pulumi|random):/.test(type));

/** Operations that an update began and did not end, for people: one is under way, or was cut short. */
export const pendingOperations = ({ deployment }: State): readonly string[] =>
  (deployment.pending_operations ?? []).map(({ type, resource: { urn } }) => `${type} ${urn}`);
