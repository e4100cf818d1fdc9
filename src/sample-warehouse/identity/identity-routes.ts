import { json } from '../http/reply.ts';
import { bearerToken, type Route } from '../http/route.ts';

/** Who the token belongs to. */
export function identityRoutes(userOf: (token: string) => string | undefined): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: '/api/2.0/preview/scim/v2/Me',
      subject: () => ({ operation: 'me' }),
      handle: async ({ headers }) => {
        const userName = userOf(bearerToken(headers.authorization) ?? '') ?? '';
        return json({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          id: '1',
          userName,
          displayName: userName,
          emails: [{ type: 'work', value: userName, primary: true }],
          active: true,
        });
      },
    },
  ];
}
