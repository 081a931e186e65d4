/**
 * Conditions of role assignments on objects, in the only form that the pack takes for a bound: a clause for each action,
 * `((!(ActionMatches{'…'})) OR (container AND path))`, all joined by AND. Anything else may let through what nobody reads
 * out of it.
 * Source: "Azure role assignment condition format and syntax", Microsoft Learn, November 2026.
 */
const container = "Microsoft.Storage/storageAccounts/blobServices/containers";
const listing = "SubOperationMatches{'Blob.List'}";

const bounds = [
  // One container by name, one folder in it, or the folder's own name.
  new RegExp(`^@Resource\\[${container}:name\\] StringEquals '[^'*?]+'$`),
  new RegExp(
    `^(@Resource\\[${container}/blobs:path\\] (StringLike '[^'*?]+/\\*'|StringEquals '[^'*?]+')|@Request\\[${container}/blobs:prefix\\] StringStartsWith '[^'*?]+/')$`,
  ),
];

/** @param actions  of blobs, for example `read`; what of them the condition leaves open */
export function openActions(condition: string, actions: readonly string[]): readonly string[] {
  const clauses = parts(condition, "AND").map((clause) => parts(inside(clause), "OR").map(inside));
  const guarded = clauses.filter(([, ...tests]) => tests.every(isBound)).map(([guard = ""]) => guard);
  return actions.filter(
    (action) => !guards(action).every((alternatives) => alternatives.some((guard) => guarded.includes(guard))),
  );
}

/** Clauses that keep an action in bounds; listing is a kind of reading, with a clause of its own or none. */
function guards(action: string): readonly (readonly string[])[] {
  const matches = `ActionMatches{'${container}/blobs/${action}'}`;
  const whole = `!(${matches})`;
  return action === "read"
    ? [
        [whole, `!(${matches} AND NOT ${listing})`],
        [whole, `!(${matches} AND ${listing})`],
      ]
    : [[whole]];
}

const isBound = (test: string): boolean => {
  const terms = parts(test, "AND");
  return terms.length === bounds.length && bounds.every((bound, index) => bound.test(terms[index] ?? ""));
};

/** What is joined by a word outside of all parentheses. */
function parts(text: string, word: "AND" | "OR"): readonly string[] {
  const found: string[] = [""];
  let depth = 0;
  for (const token of text.split(/(\(|\)| AND | OR )/)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (depth === 0 && token === ` ${word} `) found.push("");
    else found.push(`${found.pop()}${token}`);
  }
  return found;
}

/** Without the parentheses around all of it. */
const inside = (text: string): string => (/^\(.*\)$/s.test(text) ? text.slice(1, -1) : text);
