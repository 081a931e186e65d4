/**
 * Conditions of role assignments: https://learn.microsoft.com/azure/role-based-access-control/conditions-format (2026-11).
 * A condition is an expression that must hold; whatever it asks that is not known here does not hold.
 */

/** What a request says of itself. */
export interface Asked {
  /** Data action, for example `Microsoft.Storage/…/blobs/read`. */
  readonly action: string;
  /** For example `Blob.List`. */
  readonly suboperation: string | undefined;
  /** Attributes by source and name, for example `@Resource[…/containers:name]`; names in small letters. */
  readonly attributes: Readonly<Record<string, string>>;
}

type Holds = (asked: Asked) => boolean;

/** A condition that does not follow the format. */
export class MalformedCondition extends Error {
  override readonly name = "MalformedCondition";
}

const tokenPattern =
  /\s*(\(|\)|!|&&|\|\||\bAND\b|\bOR\b|\bNOT\b|ActionMatches\{'[^']*'\}|SubOperationMatches\{'[^']*'\}|@\w+\[[^\]]*\]|\{[^}]*\}|'[^']*'|[\w:]+)/giy;

/** @throws MalformedCondition */
export function parseCondition(text: string): Holds {
  const tokens = tokenise(text);
  const next = (): string => tokens.shift() ?? "";
  const peek = (): string => tokens[0] ?? "";
  const expression = anyOf();
  if (tokens.length > 0) throw new MalformedCondition(`nothing may follow here: ${peek()}`);
  return expression;

  function anyOf(): Holds {
    const parts = [allOf()];
    while (/^(OR|\|\|)$/i.test(peek())) {
      next();
      parts.push(allOf());
    }
    return (asked) => parts.some((holds) => holds(asked));
  }

  function allOf(): Holds {
    const parts = [single()];
    while (/^(AND|&&)$/i.test(peek())) {
      next();
      parts.push(single());
    }
    return (asked) => parts.every((holds) => holds(asked));
  }

  function single(): Holds {
    const token = next();
    if (/^(!|NOT)$/i.test(token)) {
      const inner = single();
      return (asked) => !inner(asked);
    }
    if (token === "(") {
      const inner = anyOf();
      if (next() !== ")") throw new MalformedCondition("a parenthesis is not closed");
      return inner;
    }
    const [, kind = "", value = ""] = /^(ActionMatches|SubOperationMatches)\{'([^']*)'\}$/i.exec(token) ?? [];
    if (/^action/i.test(kind)) return ({ action }) => likeAction(value, action);
    if (/^sub/i.test(kind)) return ({ suboperation }) => suboperation === value;
    if (token.startsWith("@")) return comparison(token, next(), next());
    throw new MalformedCondition(`not part of a condition: ${token || "its end"}`);
  }
}

function tokenise(text: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(tokenPattern);
  let end = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    tokens.push(found[1] ?? "");
    end = pattern.lastIndex;
  }
  if (text.slice(end).trim() !== "") throw new MalformedCondition(`not part of a condition: ${text.slice(end).trim()}`);
  return tokens;
}

/** Operators on texts; those that Azure has besides do not hold. */
const operators: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  stringequals: (value, wanted) => value === wanted,
  stringnotequals: (value, wanted) => value !== wanted,
  stringequalsignorecase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  stringstartswith: (value, wanted) => value.startsWith(wanted),
  stringnotstartswith: (value, wanted) => !value.startsWith(wanted),
  stringlike: (value, wanted) => like(wanted).test(value),
  stringnotlike: (value, wanted) => !like(wanted).test(value),
};

function comparison(attribute: string, operator: string, literal: string): Holds {
  const [, any, name = operator] = /^(ForAnyOfAnyValues:|ForAnyOfAllValues:)?(\w+)$/i.exec(operator) ?? [];
  const compare = operators[name.toLowerCase()];
  if (!compare) throw new MalformedCondition(`the simulator does not know the operator ${operator}`);
  const wanted = [...literal.matchAll(/'([^']*)'/g)].map(([, value = ""]) => value);
  return ({ attributes }) => {
    const value = attributes[attribute.toLowerCase()];
    if (value === undefined) return false;
    return any ? wanted.some((one) => compare(value, one)) : wanted.length === 1 && compare(value, wanted[0] ?? "");
  };
}

/** `*` stands for any characters, `?` for one. */
function like(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}

/** Whether an action of a role or condition means an operation: `*` stands for any number of segments. */
export const likeAction = (pattern: string, action: string): boolean =>
  like(pattern.toLowerCase()).test(action.toLowerCase());
