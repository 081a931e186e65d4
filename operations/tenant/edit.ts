/** Changes values of a `tenant.yaml` where they stand: comments, order and form of all other lines stay. */
import { isNode, parseDocument } from "yaml";

export interface Change {
  /** Of a value that is there, for example `["spec", "ring"]`. */
  readonly path: readonly string[];
  /** As it is written in YAML. */
  readonly value: string;
}

/** @throws Error where there is no value to change */
export function edit(text: string, changes: readonly Change[]): string {
  const document = parseDocument(text);
  const places = changes.map(({ path, value }) => {
    const node = document.getIn(path, true);
    if (!isNode(node) || !node.range) throw new Error(`${path.join(".")}: there is nothing to change`);
    const [start, end] = node.range;
    return { start, end, value };
  });
  // From the end, so that what comes before stays where it is.
  return places
    .toSorted((a, b) => b.start - a.start)
    .reduce((before, { start, end, value }) => `${before.slice(0, start)}${value}${before.slice(end)}`, text);
}
