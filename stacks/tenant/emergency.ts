/** What lifts a tenant's windows for some hours, and who answers for it. */
import { mail, section, text } from "../schema.ts";

const anInstant = 'an instant in UTC to the minute, in quotes, for example "2026-12-31T23:00Z"';

/** To the minute, because cron knows no seconds. */
export const toMinute = (at: Date): string => `${at.toISOString().slice(0, 16)}Z`;

export const instant = text(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\dZ$/, anInstant).refine(
  (written) => !Number.isNaN(Date.parse(written)) && toMinute(new Date(written)) === written,
  { error: anInstant },
);

export const emergency = section({
  until: instant.describe("When the windows are back, by themselves"),
  owner: mail().describe("Who answers for it"),
  reason: text(/\S.{18,}\S/, "a sentence of 20 characters or more that says what cannot wait").describe(
    "What cannot wait, with the incident's number",
  ),
});
