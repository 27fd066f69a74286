import * as z from 'zod/mini'
import { ok } from '../lib/result.ts'
import type { CaptureInput, TalkVerbs } from '../workers/verbs.ts'
import { withColoursAlone } from './colours-alone.ts'
import { workerPath } from './path.ts'
import type { Wire } from './wire.ts'

const captured = z.object({ worker: z.string(), window: z.string(), text: z.string() })

export async function captureWorker(wire: Wire, input: CaptureInput): ReturnType<TalkVerbs['capture']> {
  const { window, lines, isAnsi, isWrapKept } = input
  const query = { window, lines, ansi: yesIf(isAnsi), wrap: yesIf(isWrapKept) }
  const shown = await wire.ask({ method: 'GET', path: workerPath(input, 'capture', query) }, captured)
  if (!shown.ok) return shown
  const text = shown.value.text.split('\n').map(withColoursAlone).join('\n')
  return ok({ ...shown.value, text })
}

const yesIf = (is: boolean | undefined): 'yes' | undefined => (is === true ? 'yes' : undefined)
