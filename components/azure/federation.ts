/** What a token is made for that Entra takes ("Configure a federated identity credential", Microsoft Learn, November 2026). */
export const exchangeAudience = "api://AzureADTokenExchange";
