/** What a stack that receives copies of backups lets in, what its sender learns, and what is left of it after the switch. */
import assert from "node:assert/strict";
import { rules as rulesOfPack } from "../../../policy-pack/rules/index.ts";
import { receiver as receiverFacts } from "../../../stacks/copies.ts";
import { ofType, only, type Registered } from "../../components/mocks.ts";
import { judge } from "../../policy/support/judge.ts";
import { inAccount, type Made, make, primary, recovery } from "./pair.ts";

const asPrimary = { "longshore:role": "primary" };
const issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const receiverTypes = /^(longshore:(aws|azure):Receiver|aws:iam\/openIdConnectProvider:OpenIdConnectProvider)$/;
const isReceivers = ({ type, parent }: Registered) => receiverTypes.test(type) || /:Receiver::/.test(parent);

const tenantsOf = ({ resources }: Made): readonly Readonly<Record<string, string>>[] => {
  const secret = only(resources, "kubernetes:core/v1:Secret", "argocd-cluster");
  return JSON.parse(Reflect.get(Object(secret.inputs.metadata), "annotations")["longshore.dev/tenants"]);
};

/** The sender, once its receiver has said where copies go. */
async function sender(stack: string, to: string): Promise<Made> {
  const { outputs } = await recovery(to, stack);
  return make(stack, { "longshore:copies": { to, receiver: outputs.receiver } });
}

describe("copies of backups", function () {
  this.timeout(180_000);

  it("on AWS are brought by one service account for each tenant, which adds below its own path and takes nothing away", async () => {
    const { resources } = await recovery("aws-rebuild", "aws-warehouse");
    const trusted = only(resources, "aws:iam/openIdConnectProvider:OpenIdConnectProvider", "receiver");
    assert.deepEqual([trusted.inputs.url, trusted.inputs.clientIdLists], [issuer, ["sts.amazonaws.com"]]);
    const host = issuer.replace("https://", "");
    const role = only(resources, "aws:iam/role:Role", "receiver-drovelin");
    const [trust] = JSON.parse(String(role.inputs.assumeRolePolicy)).Statement;
    assert.deepEqual(trust.Principal, { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` });
    assert.deepEqual(trust.Condition.StringEquals, {
      [`${host}:aud`]: "sts.amazonaws.com",
      [`${host}:sub`]: "system:serviceaccount:tenant-drovelin:backup-copy",
    });
    const text = String(only(resources, "aws:iam/rolePolicy:RolePolicy", "receiver-drovelin").inputs.policy);
    assert.doesNotMatch(text, /Delete|:\*|Restore|files|exports/);
    assert.match(text, /s3:PutObject/);
    const objects = JSON.parse(text).Statement.flatMap(({ Resource }: { Resource: string }) => Resource);
    for (const place of objects.filter((arn: string) => arn.includes("/") && arn.startsWith("arn:aws:s3:::")))
      assert.match(place, /-(backups|archives)-666677778888\/tenants\/drovelin\/\*$/);
  });

  it("on Azure are let in from the sender's addresses, to backups and archives alone", async () => {
    const { outputs } = await primary("aws-national");
    const addresses = Reflect.get(Object(outputs.link), "egressAddresses");
    assert.equal(addresses.length, 3);
    const { resources } = await recovery("cross-recovery", "aws-national");
    const accounts = ofType(resources, "azure-native:storage:StorageAccount");
    for (const { name, inputs } of accounts.filter((each) => /-(backups|archives|files|exports)$/.test(each.name))) {
      const { ipRules = [] } = Object(inputs.networkRuleSet);
      const open = /-(backups|archives)$/.test(name);
      assert.equal(inputs.publicNetworkAccess, open ? "Enabled" : "Disabled", name);
      assert.deepEqual(
        ipRules.map((rule: { iPAddressOrRange: string }) => rule.iPAddressOrRange),
        open ? addresses : [],
        name,
      );
    }
  });

  it("on Azure are brought by one service account for each tenant, whose role deletes nothing", async () => {
    const { resources } = await recovery("cross-recovery", "aws-national");
    const credential = only(
      resources,
      "azure-native:managedidentity:FederatedIdentityCredential",
      "receiver-tarquell-cold",
    );
    assert.deepEqual(
      [credential.inputs.issuer, credential.inputs.subject, credential.inputs.audiences],
      [issuer, "system:serviceaccount:tenant-tarquell-cold:backup-copy", ["api://AzureADTokenExchange"]],
    );
    const roles = ofType(resources, "azure-native:authorization:RoleDefinition").filter(isReceivers);
    assert.equal(roles.length, 2, "one for the shared stores, one for the dedicated tenant's");
    for (const { inputs } of roles) assert.doesNotMatch(JSON.stringify(inputs.permissions), /delete/i);
    const assigned = only(resources, "azure-native:authorization:RoleAssignment", "receiver-tarquell-cold-objects");
    const condition = String(assigned.inputs.condition);
    assert.match(condition, /StringLike 'tenants\/tarquell-cold\/\*'/);
    assert.doesNotMatch(condition, /'files'|'exports'/);
  });

  for (const [stack, of] of [
    ["cross-recovery", "aws-national"],
    ["aws-rebuild", "aws-warehouse"],
  ] as const) {
    it(`to ${stack} end when it becomes primary; tenants start from them, copies of tenants do not`, async () => {
      const promoted = await recovery(stack, of, asPrimary);
      assert.deepEqual(promoted.resources.filter(isReceivers), []);
      assert.equal(promoted.outputs.receiver, undefined);
      assert.doesNotMatch(JSON.stringify(promoted.resources), /iPAddressOrRange/);
      for (const { name, restoreFrom, originalRepository } of tenantsOf(promoted))
        assert.equal(restoreFrom, originalRepository ? "" : of, name);
    });

    it(`to ${stack}: the sender's facts say where each tenant's go, and as whom`, async () => {
      const { outputs } = await recovery(stack, of);
      const facts = receiverFacts.parse(outputs.receiver);
      const sending = await sender(of, stack);
      assert(tenantsOf(await primary(of)).every(({ copyTo, copyIdentity }) => copyTo === "" && copyIdentity === ""));
      for (const { name = "", copyTo = "", copyIdentity, originalRepository, restoreFrom } of tenantsOf(sending)) {
        assert.equal(restoreFrom, "");
        if (originalRepository) assert.deepEqual([copyTo, copyIdentity], ["", ""], name);
        else {
          const { from, ...rest } = JSON.parse(copyTo);
          const { stack: to, cloud, region, directory, tenants } = facts;
          assert.deepEqual(rest, { stack: to, cloud, region, directory, ...tenants[name] });
          assert.match(from, new RegExp(`^:s3,.*-backups-\\d{12}/tenants/${name}$`));
        }
      }
    });
  }

  it("open no other account and no range of addresses: the policy pack refuses both", async () => {
    const made = await recovery("cross-recovery", "aws-national");
    const broken = (account: string, address: string) => {
      const open = { publicNetworkAccess: "Enabled" };
      const rules = { defaultAction: "Deny", bypass: "None", ipRules: [{ iPAddressOrRange: address }] };
      const resources = inAccount(made, "cross-recovery").map((each) =>
        each.name === account && each.type === "azure-native:storage:StorageAccount"
          ? { ...each, inputs: { ...each.inputs, ...open, networkRuleSet: rules } }
          : each,
      );
      return judge(rulesOfPack, resources).violations.map(({ rule }) => rule);
    };
    assert.deepEqual(broken("objects-backups", "203.0.113.9"), []);
    assert.deepEqual(broken("objects-backups", "203.0.113.0/24"), ["services-answer-privately"]);
    assert.deepEqual(broken("objects-files", "203.0.113.9"), ["services-answer-privately"]);
  });

  it("are read at the sender by an identity that changes nothing", async () => {
    const { resources } = await sender("aws-warehouse", "aws-rebuild");
    const [bound] = ofType(resources, "aws:eks/podIdentityAssociation:PodIdentityAssociation").filter(
      ({ inputs }) => inputs.serviceAccount === "backup-copy",
    );
    assert.equal(bound?.inputs.namespace, "tenant-drovelin");
    const text = String(only(resources, "aws:iam/rolePolicy:RolePolicy", "tenant-drovelin-copy").inputs.policy);
    assert.doesNotMatch(text, /Put|Delete|GenerateDataKey|-files-|-exports-/);
  });

  it("fence the sender off from a receiver that took over", async () => {
    const records = (made: Made) => ofType(made.resources, "aws:route53/record:Record");
    const [record] = records(await primary("aws-warehouse"));
    assert.match(JSON.stringify(record?.inputs), /_primary\.platform\.drovelin\.example.*aws-warehouse/);
    const own = await recovery("aws-rebuild", "aws-warehouse", asPrimary);
    assert.equal(ofType(own.resources, "aws:route53/zone:Zone").length, 1, "a zone in its own account");
    assert.equal(records(own)[0]?.retainOnDelete, false, "nobody else writes there");
  });
});
