import * as types from "../../azure/types.ts";
import { azurePillar } from "../../frameworks.ts";
import { atLeast, is, oneOf } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const keysInHardware: Rule = {
  name: "keys-in-hardware",
  threat: "plaintext",
  level: "advisory",
  severity: "medium",
  description: "Keys are made in hardware and stay there, and are long enough for years",
  why: "A key that lies in software can be copied with the machine's memory",
  frameworks: [azurePillar("security")],
  remedy: "keep kty RSA-HSM with 3072 bits or more, in a premium vault",
  checks: {
    azure: [
      onResource(types.vault, ({ inputs }) => inputs.must("properties.sku.name", is("premium"))),
      onResource(types.vaultKey, ({ inputs }) => [
        ...inputs.must("properties.kty", oneOf("RSA-HSM", "EC-HSM"), "RSA"),
        ...inputs.judged(() =>
          inputs.text("properties.kty").startsWith("EC")
            ? []
            : inputs.must("properties.keySize", atLeast(3072, "bits"), 2048),
        ),
        ...inputs.mustLack("properties.release_policy", "a way out of the vault"),
        ...inputs.must("properties.attributes.exportable", is(false), false),
      ]),
    ],
  },
};
