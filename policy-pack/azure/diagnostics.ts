/** What a resource sends to a workspace. */
import { type Finding, findingIf } from "../judge/finding.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { inStack, type StackCheck } from "../rule.ts";

const diagnosticSetting = "azure-native:monitor:DiagnosticSetting";

/** Categories of logs that leave a resource for a workspace. */
const sent = (stack: StackView, source: Subject): readonly string[] =>
  stack
    .linking(source, diagnosticSetting, "resourceUri")
    .filter(({ inputs }) => inputs.has("workspaceId"))
    .flatMap(({ inputs }) => inputs.elements("logs"))
    .filter((log) => log.get("enabled") === true)
    .map((log) => log.text("category"));

/**
 * @param wanted  by the names that the source gives its logs
 * @param holds   whether the resource has logs of its own
 */
export const mustSend = (
  source: string,
  wanted: readonly string[],
  holds: (source: Subject) => boolean = () => true,
): StackCheck =>
  inStack(source, (subject, stack): readonly Finding[] => {
    if (!holds(subject)) return [];
    const missing = wanted.filter((category) => !sent(stack, subject).includes(category));
    return findingIf(missing.length > 0, "diagnostic setting", `without ${missing.join(", ")}`, wanted.join(", "));
  });
