/** Makes a {@link Definition} out of its description. */
import type * as z from "zod";
import type { Operation } from "../providers/provider.ts";
import type { Properties } from "../world.ts";
import type { Definition, Refusal, Request, ResourceDefinition, Unique } from "./definition.ts";
import { AwsError } from "./error.ts";

export function define<Inputs extends Properties>(description: ResourceDefinition<Inputs>): Definition {
  const { api, inputs: schema, unique, refusals = [], keeps = [] } = description;
  /** The request with inputs of the description's own type. */
  const typed = (request: Request<Properties>): Request<Inputs> => ({
    ...request,
    inputs: schema.parse(request.inputs),
  });
  const raise = (operation: Operation, code: string, message: string): never => {
    throw new AwsError(api.service, api[operation] ?? api.create, code, message);
  };

  return {
    ...description,
    problems: (inputs) =>
      (schema.safeParse(inputs).error?.issues ?? []).map(({ path, message }) => ({
        property: path.map(String).join("."),
        reason: message,
      })),
    complete: (inputs) => schema.parse(inputs),
    uniqueName: (inputs) => unique?.by(schema.parse(inputs)),
    refuse: (untyped, operation) => {
      const request = typed(untyped);
      if (unique && operation === "create" && isTaken(description.type, unique, schema, request))
        raise(operation, unique.code, unique.message(request.inputs));
      const due = operation === "delete" ? keeps : refusals;
      const refusal = due.find(({ when }) => when(request));
      if (refusal) raise(operation, refusal.code, messageOf(refusal, request));
    },
    identify: (request) => description.identify(typed(request)),
    compute: (untyped, id) => {
      const request = typed(untyped);
      return description.compute?.(request, id, request.old?.outputs ?? {}) ?? {};
    },
    leaves: (request) => description.leaves?.(typed(request)),
  };
}

/** Whether another resource has the name already. */
function isTaken<Inputs>(
  type: string,
  unique: Unique<Inputs>,
  schema: z.ZodType<Inputs>,
  { inputs, account, region, world }: Request<Inputs>,
): boolean {
  const near = world.all(type).filter((other) => {
    if (unique.within === "world") return true;
    return other.account === account && (unique.within === "account" || other.region === region);
  });
  return near.some((other) => unique.by(schema.parse(other.inputs)) === unique.by(inputs));
}

const messageOf = <Inputs>({ message }: Refusal<Inputs>, request: Request<Inputs>): string =>
  typeof message === "string" ? message : message(request);
