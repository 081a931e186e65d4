/** Who the API server takes a caller for. */
export interface User {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Turns a cloud's token into a user; nothing for a token that is not valid on this cluster. */
export type Authenticator = (token: string) => Promise<User | undefined>;
