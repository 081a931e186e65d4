/** Makes a {@link Definition} out of its description: what all clouds have in common. */
import type * as z from "zod";
import type { Operation } from "../providers/provider.ts";
import type { Properties } from "../world.ts";
import type { Complain, Definition, Refusal, Request, ResourceDefinition, Unique } from "./definition.ts";

/** @param complain  puts a refusal into the cloud's own form */
export function describe<Inputs extends Properties>(
  description: ResourceDefinition<Inputs>,
  complain: Complain,
): Definition {
  const { inputs: schema, unique, refusals = [], keeps = [] } = description;
  /** The request with inputs of the description's own type. */
  const typed = (request: Request<Properties>): Request<Inputs> => ({
    ...request,
    inputs: schema.parse(request.inputs),
  });
  const raise = (operation: Operation, code: string, message: string): never => {
    throw complain(operation, code, message);
  };

  return {
    ...description,
    complain,
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
    outputs: (untyped, id) => {
      const request = typed(untyped);
      return { ...request.inputs, ...description.compute?.(request, id, request.old?.outputs ?? {}) };
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
