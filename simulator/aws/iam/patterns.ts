/** Wildcards and variables of IAM's policy language. */

/** Values of a request by condition key, in lower case: `aws:principaltag/team`. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** `${key}` or `${key, 'default'}`. */
const variables = /\$\{([^},]+)(?:,\s*'([^']*)')?\}/g;
const tokens = new RegExp(`${variables.source}|[*?:]`, "g");

/**
 * The expression that a policy's string stands for, or nothing where it names a variable that the request does not have:
 * then nothing matches it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @param arn  true where the string is an ARN: there a wildcard stays within one of the first five parts
 */
export function toExpression(pattern: string, context: Context, arn = false): RegExp | undefined {
  let source = "";
  let end = 0;
  let colons = 0;
  for (const match of pattern.matchAll(tokens)) {
    source += literal(pattern.slice(end, match.index));
    end = match.index + match[0].length;
    const [token, variable, fallback] = match;
    if (variable !== undefined) {
      const value = variableValue(variable.trim(), context) ?? fallback;
      if (value === undefined) return undefined;
      source += literal(value);
    } else if (token === ":") {
      colons += 1;
      source += ":";
    } else {
      const any = arn && colons < 5 ? "[^:]" : "[^]";
      source += token === "*" ? `${any}*` : any;
    }
  }
  return new RegExp(`^${source}${literal(pattern.slice(end))}$`);
}

/** A policy's string with its variables filled in, wildcards taken as they are; nothing where a variable has no value. */
export function fillIn(text: string, context: Context): string | undefined {
  const values: (string | undefined)[] = [];
  const filled = text.replaceAll(variables, (_, variable: string, fallback?: string) => {
    values.push(variableValue(variable.trim(), context) ?? fallback);
    return values.at(-1) ?? "";
  });
  return values.includes(undefined) ? undefined : filled;
}

/** Whether an ARN, or `*`, is what a policy's `Resource` or an `Arn…` operator asks for. */
export function arnMatches(pattern: string, arn: string, context: Context): boolean {
  return pattern === "*" || (toExpression(pattern, context, true)?.test(arn) ?? false);
}

/** Whether an action, for example `s3:GetObject`, is what a policy's `Action` asks for; case does not count. */
export function actionMatches(pattern: string, action: string): boolean {
  return toExpression(pattern.toLowerCase(), {})?.test(action.toLowerCase()) ?? false;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function variableValue(variable: string, context: Context): string | undefined {
  if (variable === "*" || variable === "?" || variable === "$") return variable;
  const value = context[variable.toLowerCase()];
  return typeof value === "string" ? value : undefined;
}
