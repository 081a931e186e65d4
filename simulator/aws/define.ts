/** Makes a {@link Definition} of AWS out of its description. */
import { describe } from "../cloud/define.ts";
import type { Complain, Definition, ResourceDefinition, Source } from "../cloud/definition.ts";
import { refusedWhileBusy } from "../cloud/refused.ts";
import type { Properties } from "../world.ts";
import { AwsError } from "./error.ts";

/** Names of the API and its operations, as they stand in AWS's errors. */
export interface Api {
  readonly service: string;
  readonly create: string;
  readonly update?: string;
  readonly delete: string;
}

/** Something that AWS changes only one step at a time. */
interface OneAtATime<Inputs> {
  readonly code: string;
  readonly message: (inputs: Inputs) => string;
  readonly source: Source;
}

export interface AwsResource<Inputs extends Properties> extends ResourceDefinition<Inputs> {
  readonly api: Api;
  /** What AWS says to a change while another one is under way. */
  readonly busy?: OneAtATime<Inputs>;
  /** An order that AWS carries out once. */
  readonly once?: Once;
}

/** The provider gives the order where a property is in its state and no longer in the program. */
interface Once {
  readonly property: string;
  readonly code: string;
  readonly message: string;
  readonly source: Source;
}

export interface AwsDefinition extends Definition {
  readonly api: Api;
  /** What AWS says to a change while another one is under way; nothing where it does both. */
  readonly busy: ((inputs: Properties) => Error) | undefined;
  /**
   * What AWS says to an order that it has carried out already, though the provider's state does not know it.
   * @param known     inputs as the provider's state has them
   * @param standing  inputs of what stands there
   */
  readonly repeated: (known: Properties, standing: Properties, inputs: Properties) => Error | undefined;
}

export function define<Inputs extends Properties>(description: AwsResource<Inputs>): AwsDefinition {
  const { api, busy, once, compute, inputs: schema } = description;
  const complain: Complain = (operation, code, message) =>
    new AwsError(api.service, api[operation] ?? api.create, code, message);
  const definition = describe(
    {
      ...description,
      // Every resource of the AWS provider says its region.
      compute: (request, id, old) => ({ region: request.region, ...compute?.(request, id, old) }),
    },
    complain,
  );
  return {
    ...definition,
    api,
    busy: busy && ((inputs) => complain("update", busy.code, busy.message(schema.parse(inputs)))),
    repeated: (known, standing, inputs) =>
      once && once.property in known && !(once.property in inputs) && !(once.property in standing)
        ? complain("update", once.code, once.message)
        : undefined,
    refused: () => [...definition.refused(), ...(busy ? [refusedWhileBusy(busy)] : [])],
  };
}
