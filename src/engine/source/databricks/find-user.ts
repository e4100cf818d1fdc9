import { z } from 'zod';
import type { RestClient } from './rest-client.ts';

const meAnswer = z.object({ userName: z.string() });

/** Who the workspace takes us for: an e-mail address, or the application id of a service principal. */
export async function findUser(rest: RestClient, signal: AbortSignal): Promise<string> {
  const path = '/api/2.0/preview/scim/v2/Me';
  const { value } = await rest.send({ method: 'GET', path, answer: meAnswer, signal });
  return value.userName;
}
