/** Whether a drill may run where it was asked to. */
import type { Options } from "./options.ts";
import type { Scenario, Subject } from "./scenario.ts";

/** @returns why not, with the line that would do; nothing where it may */
export function refusalOf(
  { name, impact, unfit }: Scenario,
  subject: Subject,
  { disturb, stackAgain }: Pick<Options, "disturb" | "stackAgain">,
): string | undefined {
  const { settings, place, tenant } = subject;
  const reason = unfit(subject);
  if (reason) return `${name} has no meaning for ${tenant.metadata.name} on ${place.stack}: ${reason}`;
  if (impact !== "disturbs" || settings.environment !== "production") return undefined;
  if (disturb && stackAgain === place.stack) return undefined;
  return [
    `${name} disturbs the business, and ${place.stack} is a production stack. Where that is meant, say it twice:`,
    `  npx longshore drill ${name} --stack ${place.stack} --tenant ${tenant.metadata.name} --disturb --stack-again ${place.stack}`,
  ].join("\n");
}
