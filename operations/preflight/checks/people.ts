/** Whether the groups that the settings name are there: an access entry or an assignment for nobody fails in the middle. */
import { type People, peopleOf } from "../../../components/access/people.ts";
import { toAccessArgs } from "../../../stacks/access.ts";
import { aws, az } from "../../cloud-cli.ts";
import { type Finding, good, notChecked, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";

type Ask = (people: People) => Promise<unknown>;

export function checkPeople({ place, settings }: Subject): Promise<readonly Finding[]> {
  const people = peopleOf(settings.cloud, toAccessArgs(settings));
  const ask: Ask =
    place.cloud === "aws"
      ? ({ id }) => aws(["iam", "get-role", "--role-name", id.split("/").at(-1) ?? id], place.region)
      : ({ id }) => az(["ad", "group", "show", "--group", id]);
  return judgePeople(people, ask);
}

/**
 * @param ask  fails where there is no such group
 */
export async function judgePeople(people: readonly People[], ask: Ask): Promise<readonly Finding[]> {
  if (people.length === 0) return [good("people", "none is named; Git is the way in (docs/operating-models.md)")];
  return Promise.all(people.map((each) => judge(each, ask)));
}

async function judge(people: People, ask: Ask): Promise<Finding> {
  const what = `people: ${people.label}`;
  try {
    await ask(people);
    return good(what, `${people.id} is there`);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    // GetRole's own code for it (IAM API reference, November 2026). Any other refusal is no verdict on the group.
    return words.includes("NoSuchEntity")
      ? wrong(what, `there is no role ${people.id}`, "make the role, or name another in longshore:access")
      : notChecked(what, words);
  }
}
