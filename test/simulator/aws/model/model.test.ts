/** What the sample stacks send, and what the simulator answers, held against AWS's own service models. */
import assert from "node:assert/strict";
import { definitionOf, definitions } from "../../../../simulator/aws/catalogue.ts";
import type { AwsDefinition } from "../../../../simulator/aws/define.ts";
import { refusedOf } from "../../../../simulator/cloud/refused.ts";
import type { Registered } from "../../../components/mocks.ts";
import { standardPlatform } from "../../../components/platforms.ts";
import { serviceModels } from "./download.ts";
import { holdInputs } from "./inputs.ts";
import { type Model, readModels } from "./model.ts";

const stacks = ["aws-development", "aws-staging", "aws-production"];

/** Properties that no operation of the API has: what they do is the provider's own affair, or a call without inputs. */
const believed: readonly string[] = [
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup tags: CreateTags is a call of its own, the group stands already",
  "aws:kms/key:Key enableKeyRotation: EnableKeyRotation is a call of its own",
  "aws:route53/zone:Zone forceDestroy: the provider deletes the records itself",
];

/**
 * Codes that every operation of a service may answer with, so that none declares them: "Common errors" in the API
 * references of RDS, ElastiCache, IAM, Secrets Manager and CloudWatch Logs (2026-11).
 */
const common: Readonly<Record<string, readonly string[]>> = {
  RDS: ["InvalidParameterValue", "InvalidParameterCombination"],
  ElastiCache: ["InvalidParameterValue"],
  IAM: ["ValidationError"],
  "Secrets Manager": ["ValidationException"],
  "CloudWatch Logs": ["AccessDeniedException"],
};

describe("AWS's service models", function () {
  // The first run fetches them.
  this.timeout(300_000);
  let models: ReadonlyMap<string, Model>;
  let sent: readonly (Registered & { readonly definition: AwsDefinition })[];

  before(async () => {
    models = readModels(await serviceModels());
    const all: Registered[] = [];
    // One after the other: mocks belong to the whole process.
    for (const stack of stacks) all.push(...(await standardPlatform(stack)).resources);
    sent = all.flatMap((one) => {
      const definition = definitionOf(one.type);
      return definition ? { ...one, definition } : [];
    });
  });

  const modelOf = ({ api }: AwsDefinition): Model =>
    models.get(api.service) ?? assert.fail(`no model of ${api.service}`);

  it("allow every value that the sample stacks send", () => {
    const found = sent.map(({ definition, name, inputs }) => ({ name, ...holdInputs(models, definition, inputs) }));
    assert.deepEqual(
      found.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
      [],
    );
    const checked = found.reduce((sum, one) => sum + one.checked, 0);
    assert.ok(checked > 2000, `only ${checked} values were held against a shape`);
  });

  it("know every property but those that are listed here as believed", () => {
    const unknown = sent.flatMap(({ type, definition, inputs }) =>
      [...holdInputs(models, definition, inputs).believed].map((property) => `${type} ${property}`),
    );
    assert.deepEqual(
      [...new Set(unknown)].sort(),
      believed.map((line) => line.split(":").slice(0, -1).join(":")).sort(),
    );
  });

  it("refuse a value that does not fit", () => {
    const instance = definitionOf("aws:eks/cluster:Cluster") ?? assert.fail();
    const { problems } = holdInputs(models, instance, {
      name: "a cluster",
      version: "1.35",
      accessConfig: { authenticationMode: "CERTIFICATES" },
      kubernetesNetworkConfig: { ipFamily: "ipv5" },
    });
    assert.deepEqual(
      problems.map((problem) => problem.split(":")[0]),
      ["name", "accessConfig.authenticationMode", "kubernetesNetworkConfig.ipFamily"],
    );
  });

  it("refuse another value in what a stack sends", () => {
    const key = sent.find(({ type }) => type === "aws:kms/key:Key") ?? assert.fail();
    const wrong = holdInputs(models, key.definition, { ...key.inputs, deletionWindowInDays: 400 });
    assert.deepEqual(wrong.problems, ["deletionWindowInDays: 400 is not between 1 and 365"]);
  });

  it("have every operation that the simulator's errors name", () => {
    for (const definition of definitions)
      for (const operation of Object.values({ ...definition.api, service: undefined }))
        assert.ok(operation === undefined || modelOf(definition).has(operation), `${definition.type}: ${operation}`);
  });

  it("declare every code that the simulator answers with, where a service declares its codes", () => {
    const undeclared = definitions.flatMap((definition) => {
      const { api } = definition;
      const declared = (...operations: readonly string[]) =>
        operations.flatMap((operation) => modelOf(definition).errorsOf(operation));
      const others = ["CreateDBInstanceReadReplica", "RestoreDBInstanceToPointInTime"];
      const replica = api.create === "CreateDBInstance" ? others : [];
      return refusedOf(definition, definitions).flatMap(({ at, code }) => {
        const codes =
          at === "delete" ? declared(api.delete) : declared(api.create, api.update ?? api.create, ...replica);
        const known = codes.length === 0 || [...codes, ...(common[api.service] ?? [])].includes(code);
        return known || code === "" ? [] : [`${definition.type} ${at}: ${code}`];
      });
    });
    assert.deepEqual(undeclared, []);
  });
});
