import type { Cloud } from "./contracts/cloud.ts";
import type { CloudName } from "./contracts/context.ts";

/**
 * The components of one cloud. Loaded when asked for and not before: the SDK of the other cloud would cost seconds and
 * memory in every preview.
 */
export async function loadCloud(name: CloudName): Promise<Cloud> {
  switch (name) {
    case "aws":
      return (await import("./aws/index.ts")).cloud;
    case "azure":
      return (await import("./azure/index.ts")).cloud;
  }
}
