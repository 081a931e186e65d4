/** Reports an object as ready, in place of the controller that would have made it so. */
import type { Api } from "../api/api.ts";
import { keyOf } from "../api/mirror.ts";
import type { Condition, KubernetesObject } from "../api/model.ts";
import type { Resource } from "../api/resources.ts";
import { inBackground } from "../background.ts";

/** Something of which a controller says how it is. */
export interface Reported extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** @param what  the simulator stands in for */
export function reportReady(api: Api, kind: Resource<Reported>, { metadata, status }: Reported, what: string): void {
  if (status?.conditions) return;
  const ready = {
    type: "Ready",
    status: "True",
    reason: "StandIn",
    message: `the simulator stands in for ${what}`,
    lastTransitionTime: new Date().toISOString(),
    observedGeneration: metadata.generation,
  };
  const written = api.patch(kind, metadata, { status: { conditions: [ready] } }, { subresource: "status" });
  inBackground(`${kind.kind} ${keyOf(metadata)}`, written);
}
