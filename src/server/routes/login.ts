import { z } from 'zod'
import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { roleOfSecret } from '../guard/knock.ts'
import { type Route, route } from '../route.ts'
import { described } from '../schemas/described.ts'

const secretTold = z.object({ secret: described(z.string(), 'that of the server') })

/** What a browser has in place of a header. */
export const loginRoutes = (guard: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'POST', path: '/login', isOpen: true, body: secretTold },
    summary: 'Let this browser in: a cookie stands for the secret from now on, until the server ends',
    answers: { 204: { summary: 'It is let in' } },
    handle: async ({ body: { secret }, client }) => {
      const role = roleOfSecret(guard, { client, told: `Bearer ${secret}` })
      if (!role.ok) return role
      const cookie = guard.visitors.admit(role.value)
      return ok(new Response(null, { status: 204, headers: { 'set-cookie': cookie } }))
    },
  }),
]
