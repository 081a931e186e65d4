/** Parameters of PostgreSQL in a parameter group of RDS. */
import { type Finding, findingIf } from "../judge/finding.ts";
import type { Inputs } from "../judge/inputs.ts";

/**
 * @returns nothing where the group leaves it out
 * @throws UnknownValueError
 */
export const parameter = (inputs: Inputs, name: string): string | undefined =>
  inputs
    .elements("parameters")
    .find((each) => each.text("name") === name)
    ?.text("value");

export const parameterMustBe = (inputs: Inputs, name: string, wanted: readonly string[]): readonly Finding[] =>
  onPostgres(inputs, () => {
    const value = parameter(inputs, name);
    return findingIf(value === undefined || !wanted.includes(value), name, value, wanted.join(" or "));
  });

/** @param most  milliseconds; -1 would switch it off */
export const parameterWithin = (inputs: Inputs, name: string, most: number): readonly Finding[] =>
  onPostgres(inputs, () => {
    const value = Number(parameter(inputs, name) ?? -1);
    return findingIf(!(value >= 0 && value <= most), name, value, `0 to ${most} milliseconds`);
  });

const onPostgres = (inputs: Inputs, check: () => readonly Finding[]): readonly Finding[] =>
  inputs.judged(() => (inputs.text("family").startsWith("postgres") ? check() : []));
