import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index.ts";
import type { Registered } from "../components/mocks.ts";
import { standardPlatform } from "../components/platforms.ts";
import { azureMutations } from "./mutations/azure.ts";
import type { Mutations } from "./mutations/change.ts";
import { platform } from "./mutations/platform.ts";
import { stores } from "./mutations/stores.ts";
import { azurePlatform } from "./support/azure.ts";
import { judge, unknown } from "./support/judge.ts";

interface Suite {
  readonly resources: () => Promise<readonly Registered[]>;
  readonly mutations: Mutations;
  /** Inputs whose presence or origin is all that a rule asks for: they are computed from other resources in every preview. */
  readonly presence: RegExp;
}

const suites: Readonly<Record<string, Suite>> = {
  AWS: {
    resources: async () => (await standardPlatform("aws-production")).resources,
    mutations: { ...stores, ...platform },
    presence:
      /^(kmsKeyId|performanceInsightsKmsKeyId|monitoringRoleArn|parameterGroupName|finalSnapshotIdentifier|maintenanceWindow|dbSubnetGroupName|subnetGroupName|vpcSecurityGroupIds|securityGroupIds|userGroupIds|limitAmount|version|region|subnetIds)$/,
  },
  Azure: {
    resources: () => azurePlatform(),
    mutations: azureMutations,
    presence:
      /^(accountName|amount|kubernetesVersion|policyDefinitionId|privateDnsZoneConfigs|privateEndpointName|privateLinkServiceConnections|privateZoneName|resourceName|serverName|storageId|tags|version|virtualNetwork)$/,
  },
};

const topLevel = (path: string) => path.split(/[.[]/)[0] ?? "";
/** Providers are made of settings alone. */
const isProvider = ({ type }: Registered) => type.startsWith("pulumi:providers:");
const unknownInputs = ({ inputs }: Registered) =>
  Object.fromEntries(Object.keys(inputs).map((name) => [name, unknown]));

for (const [cloud, suite] of Object.entries(suites))
  describe(`a value that a preview of ${cloud} does not know yet`, function () {
    this.timeout(180_000);
    let resources: readonly Registered[];
    before(async () => {
      resources = await suite.resources();
    });

    /** Whether a rule waits for this input, and none takes it for wrong. */
    const postpones = (original: Registered, name: string): boolean => {
      const changed = { ...original, inputs: { ...original.inputs, [name]: unknown } };
      const { violations, postponed } = judge(
        rules,
        resources.map((each) => (each === original ? changed : each)),
      );
      assert.deepEqual(violations, [], name);
      return postponed.some((reason) => reason.startsWith(name));
    };

    it("breaks no rule, and crashes none", () => {
      const blank = resources.map((resource) => ({
        ...resource,
        inputs: isProvider(resource) ? resource.inputs : unknownInputs(resource),
      }));
      assert.deepEqual(judge(rules, blank).violations, []);
    });

    for (const [type, inputs] of Object.entries(suite.mutations))
      it(`is judged as neither right nor wrong: ${type}`, () => {
        const names = new Set(Object.keys(inputs).map(topLevel));
        for (const name of names) {
          if (suite.presence.test(name)) continue;
          const originals = resources.filter((resource) => resource.type === type && name in resource.inputs);
          // Some inputs are judged for some resources of a type only.
          assert(originals.length === 0 || originals.some((original) => postpones(original, name)), name);
        }
      });
  });
