const hidden = '[hidden]';

/** Names of fields whose value is a secret, in the spellings of headers, JSON, forms, INI files and YAML. */
const secretNames =
  '(?:[a-z0-9]+[_-])*(?:access[_-]?token|refresh[_-]?token|id[_-]?token|auth[_-]?token|token|password|passwd|pwd|client[_-]?secret|secret|api[_-]?key|private[_-]?key|code[_-]?verifier|client[_-]?assertion|assertion|signature|x-amz-signature|x-amz-security-token|sig)';

interface Rule {
  readonly finds: RegExp;
  readonly leaves: string;
}

/** In this order: what holds others comes first. */
const rules: readonly Rule[] = [
  { finds: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, leaves: hidden },
  // user:password@ of a URL; the user's name may be a token as well, and a password may hold an @.
  { finds: /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]+@/gi, leaves: `$1${hidden}@` },
  // A query may sign a link or carry a code of sign-in; nothing in it is worth reading in a log.
  { finds: /\b((?:https?|wss?|abfss?|s3a?|gs|wasbs?|vscode):\/\/[^\s?#"'<>]*)\?[^\s"'<>]*/gi, leaves: `$1?${hidden}` },
  {
    finds: /\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=]\s*)(["'])[^"'\r\n]*\3/gi,
    leaves: `$1$2$3${hidden}$3`,
  },
  {
    finds: /\b((?:proxy-)?authorization|(?:set-)?cookie)(\s*[:=]\s*)(?!\[hidden\])[^"'\s][^"'\r\n]*/gi,
    leaves: `$1$2${hidden}`,
  },
  { finds: /\b(bearer|basic)\s+[A-Za-z0-9._~+/-]{6,}=*/gi, leaves: `$1 ${hidden}` },
  { finds: /\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*/g, leaves: hidden },
  { finds: /\b(?:dapi|dkea|dose|dsapi)[0-9A-Za-z_-]{8,}/g, leaves: hidden },
  {
    finds: new RegExp(`\\b(${secretNames})(\\\\?["']?\\s*[:=]\\s*)(\\\\?")(?:[^"\\\\]|\\\\(?!").)*(\\\\?")`, 'gi'),
    leaves: `$1$2$3${hidden}$4`,
  },
  { finds: new RegExp(`\\b(${secretNames})(["']?\\s*[:=]\\s*)'[^']*'`, 'gi'), leaves: `$1$2'${hidden}'` },
  {
    finds: new RegExp(`\\b(${secretNames})(["']?\\s*[:=]\\s*)(?!\\[hidden\\])[^\\s"',;&(){}[\\]]{4,}`, 'gi'),
    leaves: `$1$2${hidden}`,
  },
];

/**
 * A text without what lets somebody in: tokens, passwords, client secrets, signed links. For everything that is written
 * where others may read it; what is hidden reads `[hidden]`. Doing it twice changes nothing.
 */
export function redact(text: string): string {
  return rules.reduce((rest, { finds, leaves }) => rest.replaceAll(finds, leaves), text);
}

/** As `redact`, for the facts of a log entry; a fact whose name says that it is a secret goes whole. */
export function redactFacts(
  facts: Readonly<Record<string, string | number | boolean>>,
): Readonly<Record<string, string | number | boolean>> {
  const named = new RegExp(`^${secretNames}$`, 'i');
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      return [name, named.test(name) ? hidden : redact(value)];
    }),
  );
}
