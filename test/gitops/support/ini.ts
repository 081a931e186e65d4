/** Files with sections and settings: PgBouncer's and Odoo's. */

/** Settings by section; a line that is none, and not a comment either, is an error. */
export function parseIni(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith(";")) continue;
    const [, opened] = /^\[(.+)\]$/.exec(line) ?? [];
    const [, name, value] = /^([\w.]+) ?= ?(.*)$/.exec(line) ?? [];
    if (opened) {
      current = new Map();
      sections.set(opened, current);
    } else if (name === undefined || value === undefined) throw new Error(`neither section nor setting: ${line}`);
    else if (current.has(name)) throw new Error(`${name} stands twice`);
    else current.set(name, value);
  }
  return sections;
}
