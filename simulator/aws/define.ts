/** Makes a {@link Definition} of AWS out of its description. */
import { describe } from "../cloud/define.ts";
import type { Definition, ResourceDefinition } from "../cloud/definition.ts";
import type { Properties } from "../world.ts";
import { AwsError } from "./error.ts";

/** Names of the API's operations, as they stand in AWS's errors. */
interface Api {
  readonly service: string;
  readonly create: string;
  readonly update?: string;
  readonly delete: string;
}

export interface AwsResource<Inputs extends Properties> extends ResourceDefinition<Inputs> {
  readonly api: Api;
}

export function define<Inputs extends Properties>(description: AwsResource<Inputs>): Definition {
  const { api, compute } = description;
  return describe(
    {
      ...description,
      // Every resource of the AWS provider says its region.
      compute: (request, id, old) => ({ region: request.region, ...compute?.(request, id, old) }),
    },
    (operation, code, message) => new AwsError(api.service, api[operation] ?? api.create, code, message),
  );
}
