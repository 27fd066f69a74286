import { expect, test } from 'vitest'
import { ok } from '../../lib/result.ts'
import type { BundleInput } from '../../workers/verbs.ts'
import type { ServerContext } from '../context.ts'
import { mostBundles, workRoutes } from './work.ts'

/** A worker whose branch never ends: it is handed out until whoever takes it leaves. */
const bundle = async ({ to, signal }: BundleInput) => {
  to.write('endless')
  await new Promise((resolve) => signal?.addEventListener('abort', resolve))
  return ok(undefined)
}

test('only so many branches are handed out at once, until somebody leaves', async () => {
  const routes = workRoutes({ workers: { bundle }, log: () => undefined } as unknown as ServerContext)
  const route = routes.find(({ path }) => path.endsWith('/bundle'))
  const ask = () =>
    route?.run({
      request: new Request('http://localhost/workers/ada/bundle'),
      ...{ params: { name: 'ada' }, client: '', traceparent: undefined },
    })
  const taking = []
  for (let count = 0; count < mostBundles; count += 1) taking.push(await ask())
  expect(taking.map((one) => one?.ok)).toEqual(taking.map(() => true))
  const refused = { reason: 'too-many-bundles', limit: mostBundles }
  expect(await ask()).toMatchObject({ ok: false, failure: refused })
  const [first] = taking
  if (first?.ok === true) await first.value.body?.cancel()
  await new Promise((resolve) => setImmediate(resolve))
  const next = await ask()
  expect(next?.ok).toBe(true)
  expect(await ask()).toMatchObject({ ok: false, failure: refused })
})
