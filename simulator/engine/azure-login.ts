/** A token from Entra for the credentials that the environment holds, as the Azure Native provider itself would get one. */

/** @param scope  for example `https://management.azure.com/.default` */
export async function entraToken(scope: string): Promise<{ readonly token: string; readonly expires: Date }> {
  const { ARM_CLIENT_ID, ARM_TENANT_ID, ARM_OIDC_TOKEN } = process.env;
  if (!ARM_CLIENT_ID || !ARM_TENANT_ID || !ARM_OIDC_TOKEN)
    throw new Error("no Azure credentials in the environment: open one with `npx longshore simulator shell`");
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: ARM_CLIENT_ID,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: ARM_OIDC_TOKEN,
    scope,
  });
  const answer = await fetch(`https://login.microsoftonline.com/${ARM_TENANT_ID}/oauth2/v2.0/token`, {
    method: "POST",
    body,
  });
  const said: unknown = await answer.json();
  const read = (name: string): unknown =>
    typeof said === "object" && said !== null ? Reflect.get(said, name) : undefined;
  if (!answer.ok) throw new Error(String(read("error_description") ?? answer.statusText));
  return { token: String(read("access_token")), expires: new Date(Date.now() + Number(read("expires_in")) * 1000) };
}

/** Prints what a command answers, or complains. */
export async function give(work: (args: readonly string[]) => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await work(process.argv.slice(2))}\n`);
  } catch (error) {
    process.stderr.write(`ERROR: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
