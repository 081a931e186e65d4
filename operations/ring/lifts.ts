/** Switches of roles that have lifted tenants' closed hours. */
import type { Settings } from "../../stacks/settings.ts";
import { liftOf } from "../../stacks/windows/recovery.ts";

/** A stack that runs tenants. */
interface Running {
  readonly stack: string;
  readonly settings: Pick<Settings, "role" | "link">;
}

/** @returns by name of the tenants' folder, which stack has lifted their closed hours and why */
export function liftsOf(stacks: readonly Running[], now: Date): ReadonlyMap<string, string> {
  return new Map(
    stacks.flatMap(({ stack, settings }) => {
      const lift = liftOf(settings, now);
      return lift ? [[settings.link?.platform ?? stack, `open on ${stack}: ${lift.why}`] as const] : [];
    }),
  );
}
