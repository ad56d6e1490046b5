/** What the local authority offers (docs: v2-protocols-oidc, discovery); the authorization endpoint is where people sign in. */
export const openIdConfiguration = (issuer: string) => ({
  issuer: `${issuer}/v2.0`,
  authorization_endpoint: `${issuer}/oauth2/v2.0/authorize`,
  token_endpoint: `${issuer}/oauth2/v2.0/token`,
  jwks_uri: `${issuer}/discovery/v2.0/keys`,
  token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "private_key_jwt"],
  response_types_supported: ["code"],
  response_modes_supported: ["query"],
  grant_types_supported: ["client_credentials", "authorization_code", "refresh_token"],
  code_challenge_methods_supported: ["S256"],
  scopes_supported: ["openid", "profile", "email", "offline_access"],
  subject_types_supported: ["pairwise"],
  id_token_signing_alg_values_supported: ["RS256"],
});
