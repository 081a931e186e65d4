/** One tenant's database is damaged, on a server that others work on. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import { fill } from "../platform.ts";
import type { Ground, Scenario, Subject } from "../scenario.ts";
import { askOwner } from "../sql.ts";
import { rewinding } from "./rewinding.ts";

export const oneTenant: Scenario = {
  name: "one-tenant",
  summary: "One database of many on a server is damaged; it alone goes back, and the others lose and wait for nothing.",
  when: "One tenant's Odoo ends with errors about missing tables, while all others on the same server work.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  by: "rewind",
  unfit: ({ tenant, neighbours }) => {
    if (tenant.spec.isolation === "dedicated") return "it has a server of its own: corrupted-database is for that";
    return neighbours.length > 0 ? undefined : "nobody else works on its server";
  },
  plan: (subject) => {
    let before = "";
    return {
      ...rewinding(subject, {
        sql: "DROP TABLE stock_move, stock_quant CASCADE",
        seen: "Pages of stock end with an error of the database.",
      }),
      prepare: async (ground) => {
        await fill(ground.simulator, ground.platform, neighbourOf(subject));
        before = await documents(ground);
      },
      checks: [
        {
          name: "a neighbour on the server",
          by: "another tenant's orders and moves are as many as before, and it saves new ones",
          run: async (ground) => {
            const now = await documents(ground);
            return now === before ? undefined : `${now}; before ${before}`;
          },
        },
      ],
    };
  },
};

const neighbourOf = ({ neighbours }: Subject): string => neighbours[0]?.metadata.name ?? "";

/** What a neighbour's database holds, and that it takes writes. */
const documents = (ground: Ground): Promise<string> =>
  askOwner(
    ground,
    `CREATE TEMPORARY TABLE taken AS SELECT 1;
     SELECT (SELECT count(*) FROM sale_order) || ' orders, ' || (SELECT count(*) FROM stock_move) || ' moves'`,
    neighbourOf(ground.subject),
  );
