import { pillar, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
/** What every pod of the platform calls: objects, secrets, identities. */
const needed = ["s3", "secretsmanager", "sts", "eks-auth"];

export const cloudServicesPrivate: Rule = {
  name: "cloud-services-private",
  threat: "public-exposure",
  level: "advisory",
  severity: "medium",
  description: "Calls to AWS's own services stay inside the network",
  why: "What takes the public way depends on NAT gateways, costs per GiB and passes by addresses that anybody has",
  frameworks: [securityHub("EC2.10"), pillar("security")],
  remedy: "keep the gateway endpoint for S3 and interface endpoints with private DNS",
  checks: {
    aws: [
      onResource(endpoint, ({ inputs }) =>
        inputs.judged(() =>
          inputs.get("vpcEndpointType") === "Interface" ? inputs.must("privateDnsEnabled", is(true), false) : [],
        ),
      ),
      inStack("aws:ec2/vpc:Vpc", (network, stack) => {
        const services = stack
          .linking(network, endpoint, "vpcId")
          .map(({ inputs }) => inputs.text("serviceName").split(".").slice(3).join("."));
        const missing = needed.filter((service) => !services.includes(service));
        return findingIf(
          missing.length > 0,
          "private endpoints",
          `none for ${missing.join(", ")}`,
          `endpoints for ${needed.join(", ")}`,
        );
      }),
    ],
  },
};
