/** Modules that one tenant has for itself, beside those of the platform's image. */
import { text } from "../schema.ts";

/** In the company's own registry, so that admission lets it in (`gitops/platform/admission/objects/values.yaml`). */
export const addons = text(
  /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+(:[\w][\w.-]*)?@sha256:[0-9a-f]{64}$/,
  "an image by digest, for example ghcr.io/longshore-platform/longshore/addons-tarquell@sha256:… with 64 hex digits",
);

/** What would fit instead of an image of modules, or nothing if the tenant may have one. */
export function addonsProblem(image: string | undefined, customisation: string): string | undefined {
  if (image === undefined || customisation !== "none") return undefined;
  return "nothing, or classification.customisation: modules, because these are modules of the tenant's own";
}
