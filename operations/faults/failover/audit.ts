/** Where rows are after a switch of roles, against what those who wrote them were told. */

export interface Books {
  /** Rows that were sent, and when each was acknowledged: on the server that was primary before, and on the one that is it now. */
  readonly former: ReadonlyMap<string, number | undefined>;
  readonly current: ReadonlyMap<string, number | undefined>;
}

export interface Found {
  /** Names of rows on each server. */
  readonly former: ReadonlySet<string>;
  readonly current: ReadonlySet<string>;
}

export interface Audit {
  readonly acknowledged: number;
  /** Acknowledged, and on no server. */
  readonly lost: readonly string[];
  /** Acknowledged by the former primary and only there: the business does without them, and they can still be read. */
  readonly stranded: readonly string[];
  /** On a server, and sent by nobody. */
  readonly unexplained: readonly string[];
}

/** Compares what was acknowledged with what is there. */
export function audit(books: Books, found: Found): Audit {
  const acknowledged = ({ former, current }: Books) =>
    [...former, ...current].flatMap(([name, at]) => (at === undefined ? [] : [name]));
  const known = acknowledged(books);
  return {
    acknowledged: known.length,
    lost: known.filter((name) => !found.former.has(name) && !found.current.has(name)),
    stranded: known.filter((name) => found.former.has(name) && !found.current.has(name)),
    unexplained: [...found.former, ...found.current].filter(
      (name) => !books.former.has(name) && !books.current.has(name),
    ),
  };
}

/** Names that are printed of each kind. */
const shown = 5;

/** What must not be, for people. */
export function complaintsOf({ acknowledged, lost, stranded, unexplained }: Audit): readonly string[] {
  const some = (names: readonly string[], what: string) =>
    names.length === 0 ? [] : [`${names.length} rows ${what}: ${names.slice(0, shown).join(", ")}`];
  return [
    ...(acknowledged === 0 ? ["no row was acknowledged: nothing was tried"] : []),
    ...some(lost, "were acknowledged and are gone"),
    ...some(stranded, "were acknowledged and are at the former primary alone"),
    ...some(unexplained, "were sent by nobody"),
  ];
}
