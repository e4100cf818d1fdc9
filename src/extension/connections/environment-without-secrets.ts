const secret = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY/i;
const proxy = /^(?:https?|all)_proxy$/i;

/** For a program that signs in by itself: neither what belongs to another sign-in nor the password of a proxy. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !secret.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, proxy.test(name) ? withoutUser(value) : value]));
}

function withoutUser(url: string | undefined): string | undefined {
  return url?.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, '$1');
}
