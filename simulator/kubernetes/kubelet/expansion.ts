/** Kubernetes' own variable syntax in commands, arguments and environment values. */

/**
 * Replaces `$(NAME)`; `$$(NAME)` is an escaped one, and an unknown name stays as it is:
 * https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ (read 2026-11-22).
 */
export function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\$|\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g, (match, name: string | undefined) => {
    if (name === undefined) return "$";
    return variables[name] ?? match;
  });
}
