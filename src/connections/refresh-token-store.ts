/** Where the host keeps the refresh token of one person at one workspace; it is a secret, and may be good for one use. */
export interface RefreshTokenStore {
  load(): Promise<string | undefined>;
  save(refreshToken: string): Promise<void>;
  forget(): Promise<void>;
}
