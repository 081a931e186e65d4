/** What keeps all of a tenant's history, and who answers for it. It lasts until somebody takes it out of the document. */
import { mail, section, text } from "../schema.ts";
import { date } from "./words.ts";

export const legalHold = section({
  since: date.describe("The day on which it was asked for"),
  owner: mail().describe("Who answers for it, and may end it"),
  reason: text(
    /\S.{18,}\S/,
    "a sentence of 20 characters or more that says who asked for it, with the file's number",
  ).describe("Who asked for it, with the file's number"),
});
