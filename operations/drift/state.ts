/** A stack's state as `pulumi stack export` writes it, as far as drift must know it. */
import * as z from "zod";

const properties = z.record(z.string(), z.unknown());

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().default(false),
  /** Physical id; a component has none. */
  id: z.string().optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  inputs: properties.optional(),
  outputs: properties.optional(),
});

const schema = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(resource).nullish(),
    pending_operations: z
      .array(z.looseObject({ type: z.string(), resource: z.looseObject({ urn: z.string() }) }))
      .nullish(),
  }),
});

export type StackState = z.output<typeof schema>;
export type StateResource = z.output<typeof resource>;
export type Properties = Readonly<Record<string, unknown>>;

/** @throws ZodError where it is something else */
export const parseState = (json: string): StackState => schema.parse(JSON.parse(json));

export const resourcesOf = ({ deployment }: StackState): readonly StateResource[] => deployment.resources ?? [];

/** Operations that an update began and did not end: one is under way, or was cut short. */
export const unfinishedOf = ({ deployment }: StackState): readonly string[] =>
  (deployment.pending_operations ?? []).map(({ type, resource: { urn } }) => `${type} ${urn}`);

/** The same state as if no operation were under way: a refresh would ask people what became of them. */
export const withoutUnfinished = (state: StackState): StackState => ({
  ...state,
  deployment: { ...state.deployment, pending_operations: [] },
});
