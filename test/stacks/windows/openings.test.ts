import assert from "node:assert/strict";
import { longestOpening } from "../../../stacks/windows/openings.ts";
import { calendarWith, every } from "./calendars.ts";

const opening = (change: Parameters<typeof calendarWith>[0]) => longestOpening(calendarWith(change));
const hours = 60;

describe("the longest opening", () => {
  it("is between the closes of a February", () => {
    // The last working day is Friday 26 February, that of January Friday 29.
    assert.equal(opening({}), 25 * 24 * hours);
  });

  it("is between two peaks, across midnight", () => {
    const peak = { name: "day", days: every, from: "06:30", to: "20:00" };
    assert.equal(opening({ receivingPeaks: [peak] }), 10 * hours);
  });

  it("is none where the books never open, or the peaks never end", () => {
    assert.equal(opening({ financialClose: { daysBefore: 10, daysAfter: 10 } }), 0);
    const halves = [
      { name: "one", days: every, from: "00:00", to: "12:00" },
      { name: "two", days: every, from: "12:00", to: "23:59" },
    ];
    assert.equal(opening({ receivingPeaks: halves }), 0);
  });

  it("counts days between two closes of the books", () => {
    // January's close ends with 12 February, February's begins with the 22nd.
    assert.equal(opening({ financialClose: { daysBefore: 4, daysAfter: 10 } }), 9 * 24 * hours);
  });
});
