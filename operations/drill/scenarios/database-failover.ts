/** The database server ends, and its standby in another zone takes over. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { Ground, Scenario, Step, Subject } from "../scenario.ts";
import { awsFailover, azureFailover, databaseServer, failoverTime } from "./database-server.ts";

/** Seconds that the first write may take afterwards, on a busy machine. */
const timeoutSeconds = 600;

export const databaseFailover: Scenario = {
  name: "database-failover",
  summary: "The database server ends in the middle of its work, and its standby takes over without a lost row.",
  when: "Odoo answers with errors of its database, the cloud reports a failover of the server or its zone.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  unfit: ({ settings }) =>
    settings.database.standby ? undefined : "its database has no standby in another zone (database.standby is false)",
  plan: (subject) => ({ event: [failOver(subject)], response: [watchWrites(subject)] }),
};

const failOver = (subject: Subject): Step => ({
  title: "Have the standby take over",
  decides: "lead",
  type: [subject.place.cloud === "aws" ? awsFailover(subject) : azureFailover(subject)],
  expect: "All sessions of the database end; one or two minutes later it answers under the same name.",
  worked: "The server's events name a completed failover, and its zone is another one.",
  back: "The same command once more brings it to the zone where it was; nothing asks for that.",
  run: async (ground) => {
    const { simulator, platform, now, tell, cloudTook } = ground;
    const { account, region } = platform.place;
    const server = await databaseServer(ground);
    const from = now();
    const zone = await simulator.databaseFailover(account, region, server.id);
    tell(`${server.host} stands in ${zone}`);
    cloudTook(failoverTime(now() - from));
  },
});

const watchWrites = (subject: Subject): Step => ({
  title: "Watch Odoo open new connections",
  decides: "nobody",
  type: [`curl --silent --show-error --fail --output /dev/null https://${subject.tenant.spec.hostname}/web/login`],
  expect: "PgBouncer and Odoo open new connections by themselves.",
  worked: "Orders are saved again.",
  back: `Where errors go on: kubectl --namespace tenant-${subject.tenant.metadata.name} rollout restart deployment/pooler deployment/odoo-web`,
  run: ({ observer }: Ground) => observer.served(1, timeoutSeconds),
});
