// Pulumi always starts policy packs with ts-node hooked into `require`, whatever PulumiPolicy.yaml says, and ts-node takes
// no ECMAScript modules (node_modules/@pulumi/pulumi/cmd/run-policy-pack). From here on Node loads them itself.
import "./index.ts";
