/**
 * Stands in for the `az` command with the two things that Pulumi's programs ask of it: a token, and who the caller is. It
 * works on the environment's credentials alone.
 */
import { parseArgs } from "node:util";
import { entraToken, give } from "./azure-login.ts";

await give(async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: { resource: { type: "string" }, scope: { type: "string" }, output: { type: "string", short: "o" } },
  });
  const { ARM_SUBSCRIPTION_ID: id, ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: name } = process.env;
  switch (positionals.join(" ")) {
    case "account show":
      await entraToken("https://management.azure.com/.default");
      return JSON.stringify(
        {
          environmentName: "AzureCloud",
          id,
          isDefault: true,
          name: "simulated",
          state: "Enabled",
          tenantId,
          user: { name, type: "servicePrincipal" },
        },
        undefined,
        2,
      );
    case "account get-access-token": {
      const scope =
        values.scope ?? `${String(values.resource ?? "https://management.azure.com").replace(/\/$/, "")}/.default`;
      const { token, expires } = await entraToken(String(scope));
      const seconds = Math.floor(expires.getTime() / 1000);
      return JSON.stringify(
        { accessToken: token, expires_on: seconds, subscription: id, tenant: tenantId, tokenType: "Bearer" },
        undefined,
        2,
      );
    }
    default:
      throw new Error(
        `the simulator's az knows only "account show" and "account get-access-token", not "${positionals.join(" ")}"`,
      );
  }
});
