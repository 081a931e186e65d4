/** Makes a {@link Definition} out of its description: what all clouds have in common. */
import type * as z from "zod";
import type { Operation } from "../providers/provider.ts";
import type { Properties, SimulatedResource } from "../world.ts";
import type { Complain, Definition, Refusal, Request, ResourceDefinition, Unique } from "./definition.ts";
import { refusedBy } from "./refused.ts";

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
    refused: () => refusedBy(description),
    problems: (inputs) =>
      (schema.safeParse(inputs).error?.issues ?? []).map(({ path, message }) => ({
        property: path.map(String).join("."),
        reason: message,
      })),
    complete: (inputs) => schema.parse(inputs),
    uniqueName: (inputs) => unique?.by(schema.parse(inputs)),
    refuse: (untyped, operation) => {
      const request = typed(untyped);
      const due = operation === "delete" ? keeps : refusals;
      const refusal = due.find(({ when }) => when(request));
      if (refusal) raise(operation, refusal.code, messageOf(refusal, request));
      const taken = unique && operation === "create" && takenBy(description.type, unique, schema, request);
      if (unique && taken) raise(operation, unique.code, unique.message(request.inputs, taken));
    },
    identify: (request) => description.identify(typed(request)),
    outputs: (untyped, id) => {
      const request = typed(untyped);
      return { ...request.inputs, ...description.compute?.(request, id, request.old?.outputs ?? {}) };
    },
    leaves: (request) => description.leaves?.(typed(request)),
  };
}

/** The resource that has the name already. */
function takenBy<Inputs>(
  type: string,
  unique: Unique<Inputs>,
  schema: z.ZodType<Inputs>,
  { inputs, account, region, world }: Request<Inputs>,
): SimulatedResource | undefined {
  const near = world.all(type).filter((other) => {
    if (unique.within === "world") return true;
    return other.account === account && (unique.within === "account" || other.region === region);
  });
  return near.find((other) => unique.by(schema.parse(other.inputs)) === unique.by(inputs));
}

const messageOf = <Inputs>({ message }: Refusal<Inputs>, request: Request<Inputs>): string =>
  typeof message === "string" ? message : message(request);
