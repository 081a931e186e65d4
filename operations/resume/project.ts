import type { Surroundings } from "../pulumi.ts";

/** A stack, and how to work on it. */
export interface Project extends Surroundings {
  readonly stack: string;
  /** AWS account or Azure subscription. */
  readonly account: string;
  readonly region: string;
}
