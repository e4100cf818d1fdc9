import { requestDetail } from '../http/reply.ts';
import { RestError } from '../http/rest-error.ts';

type Securable = 'Catalog' | 'Schema' | 'Table';

function details(reason: string, metadata: Readonly<Record<string, string>>): readonly unknown[] {
  const domain = 'unity-catalog.databricks.com';
  return [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata }, requestDetail()];
}

export function doesNotExist(securable: Securable, name: string): RestError {
  const reason = `${securable.toUpperCase()}_DOES_NOT_EXIST`;
  return new RestError(404, reason, `${securable} '${name}' does not exist.`, {
    details: details(reason, { resourceType: securable, resourceName: name }),
  });
}

export function permissionDenied(privilege: string, securable: Securable, name: string): RestError {
  const metadata = { principalName: 'User', msg: privilege, resourceType: securable, resourceName: name };
  const message = `User does not have ${privilege} on ${securable} '${name}'.`;
  return new RestError(403, 'PERMISSION_DENIED', message, { details: details('PERMISSION_DENIED', metadata) });
}
