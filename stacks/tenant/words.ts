/** Fields that several sections of a tenant's document are made of. */
import * as z from "zod";
import { list, oneOf, text } from "../schema.ts";

export const name = text(
  /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/,
  "1 to 30 lower-case letters, digits and dashes, starting with a letter",
);
export const clock = text(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day in quotes, for example "06:30"');
export const date = z.iso.date({ error: "a date, for example 2026-12-31" });
export const words = (what: string) => z.string({ error: what }).min(1, { error: what }).describe(what);
export const days = list(oneOf(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), "a list of weekdays").min(1, {
  error: "at least one weekday",
});
