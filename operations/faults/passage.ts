/** Plays faults one after the other on the same stack: each run meets one, and has to mend what the one before left. */
import type { Fault, Hit } from "../../simulator/faults.ts";
import { resume } from "../resume/resume.ts";
import { resourcesOf, type State } from "../state.ts";
import type { Bed, Command } from "./bed.ts";
import type { Drill } from "./drills.ts";
import { type Findings, findingsOf, isClean } from "./reality.ts";

/** How one fault ended. */
export interface Row {
  readonly fault: string;
  readonly command: string;
  /** Type and name of what it struck; nothing where it did not strike. */
  readonly at: string | undefined;
  /** Runs after the fault's own until what it struck was as the program says; nothing where that never came. */
  readonly runs: number | undefined;
  /** What `longshore resume` took into the state. */
  readonly adopted: number;
  /** As found after the resume, before the next run. */
  readonly findings: Findings;
  /** What is not as after an undisturbed run; only where the whole stack was compared. */
  readonly differences: readonly string[];
}

/** A fault whose target is not yet as the program says. */
interface Open {
  readonly row: Row;
  readonly hit: Hit;
  runs: number;
}

/** Runs that may follow the last fault. */
const patience = 3;

const unsettled = { runs: undefined, differences: [] } as const;

export type Tell = (what: string) => void;

export class Passage {
  readonly #bed: Bed;
  readonly #tell: Tell;
  readonly #others: readonly State[];
  readonly #rows: Row[] = [];
  #open: Open[] = [];

  /** @param others  states of who else has something in the account; default nobody */
  constructor(bed: Bed, tell: Tell, others: readonly State[] = []) {
    this.#bed = bed;
    this.#tell = tell;
    this.#others = others;
  }

  get rows(): readonly Row[] {
    return [...this.#rows, ...this.#open.map(({ row }) => row)];
  }

  /**
   * Plays one fault.
   * @param more  flags of this run
   * @returns whether it struck: a run with nothing left to do meets none
   */
  async play({ name, command, fault }: Drill, ...more: readonly string[]): Promise<boolean> {
    const { simulator, project } = this.#bed;
    await simulator.fault(fault);
    const run = await this.#bed.run(command, ...more);
    const [hit] = await simulator.clearFaults();
    if (!hit) {
      this.#settle(await this.#bed.state());
      if (run.ended === "well") return false;
      throw new Error(`\`pulumi ${command}\` failed although no fault struck:\n${tail(run.said)}`);
    }
    if (fault.does === "expire") await this.#bed.logIn();
    const { adopted } = needsResume(fault, hit) ? await resume(project, false) : { adopted: [] };
    const state = await this.#bed.state();
    const { lost, ...found } = await this.#look(state);
    // What a destroy has deleted without hearing of it is still in the state: the next one finds that out.
    const findings = { ...found, lost: command === "destroy" ? [] : lost };
    this.#settle(state);
    const row: Row = { fault: name, command, at: placeOf(hit), ...unsettled, adopted: adopted.length, findings };
    this.#open.push({ row, hit, runs: 0 });
    this.#tell(`${command}, ${name}: ${row.at}${isClean(findings) ? "" : ` leaves ${JSON.stringify(findings)}`}`);
    return true;
  }

  /**
   * Runs without faults until the command has nothing left to do, and looks at the whole stack.
   * @param compare  gives what is not as after an undisturbed run; default nothing
   * @param more     flags of these runs
   */
  async finish(
    command: Command,
    compare: () => Promise<readonly string[]> = async () => [],
    more: readonly string[] = [],
  ): Promise<void> {
    for (let runs = 1; ; runs += 1) {
      const { ended, said } = await this.#bed.run(command, ...more);
      const state = await this.#bed.state();
      this.#settle(state);
      if (ended !== "well" && runs === patience)
        throw new Error(`\`pulumi ${command}\` does not come to its end:\n${tail(said)}`);
      if (ended !== "well") continue;
      const [findings, differences] = [await this.#look(state), await compare()];
      this.#rows.push({ fault: "none", command, at: "the whole stack", adopted: 0, runs, findings, differences });
      return;
    }
  }

  /** A fault that nothing was left to strike. */
  missed({ name: fault, command }: Drill): void {
    const findings: Findings = { duplicated: [], orphaned: [], lost: [], pending: [] };
    this.#rows.push({ fault, command, at: undefined, ...unsettled, adopted: 0, findings });
  }

  async #look(state: State): Promise<Findings> {
    return findingsOf(await this.#bed.simulator.world(), state, this.#bed.subject, this.#others);
  }

  /** Closes the faults whose target is now as the program says, after one more run. */
  #settle(state: State): void {
    for (const open of this.#open) {
      open.runs += 1;
      if (isSettled(open, state)) this.#rows.push({ ...open.row, runs: open.runs });
    }
    this.#open = this.#open.filter((open) => !isSettled(open, state));
  }
}

/** Pulumi goes on by itself where it has learnt what happened. */
const needsResume = ({ when, does }: Fault, { operation }: Hit): boolean =>
  does === "kill" || (when === "unanswered" && operation !== "delete");

function isSettled({ row, hit }: Open, state: State): boolean {
  const entries = resourcesOf(state).filter(({ urn }) => urn === hit.urn);
  if (row.command === "destroy") return entries.length === 0;
  // What an `up` deletes goes, or its replacement is there.
  const gone = hit.operation === "delete" && entries.length === 0;
  return gone || (entries.length === 1 && entries.every((entry) => !entry.delete && !entry.initErrors));
}

/** For example `ec2/Vpc network`. */
function placeOf({ operation, urn }: Hit): string {
  const [type = "", name] = urn.split("::").slice(-2);
  return `${operation} of ${type
    .split("$")
    .at(-1)
    ?.replace(/^[\w-]+:/, "")} ${name}`;
}

/** Lines of Pulumi's output that a failure shows. */
const shownLines = 15;
const tail = (text: string): string => text.split("\n").slice(-shownLines).join("\n");
