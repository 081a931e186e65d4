/** How many mutations were caught, and which were not. */
export class Score {
  readonly #cloud: string;
  readonly #survivors: string[] = [];
  #tried = 0;

  constructor(cloud: string) {
    this.#cloud = cloud;
  }

  /** @returns whether it was caught */
  count(name: string, caught: boolean): boolean {
    this.#tried += 1;
    if (!caught) this.#survivors.push(name);
    return caught;
  }

  /** For people, at the end of the test. */
  table(): string {
    const caught = this.#tried - this.#survivors.length;
    const percent = this.#tried === 0 ? 0 : (100 * caught) / this.#tried;
    const survivors = this.#survivors.length === 0 ? ["none"] : this.#survivors;
    const cells = [this.#cloud, String(this.#tried), String(caught), `${percent.toFixed(1)} %`];
    const row = (values: readonly string[]) =>
      `      ${values.map((value, column) => (column === 0 ? value.padEnd(7) : value.padStart(10))).join("")}`;
    return [
      row(["cloud", "mutations", "caught", "score"]),
      row(cells),
      `      survivors: ${survivors.join("; ")}`,
    ].join("\n");
  }
}
