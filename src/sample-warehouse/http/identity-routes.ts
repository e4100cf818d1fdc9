import { json } from './reply.ts';
import type { Route } from './route.ts';

/** Who the token belongs to. */
export function identityRoutes(userName: string): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: '/api/2.0/preview/scim/v2/Me',
      subject: () => ({ operation: 'me' }),
      handle: async () =>
        json({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          id: '1',
          userName,
          displayName: userName,
          emails: [{ type: 'work', value: userName, primary: true }],
          active: true,
        }),
    },
  ];
}
