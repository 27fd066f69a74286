import { expect, test } from 'vitest'
import { withToldOf } from './changes.ts'
import { initialModel } from './model.ts'
import type { Toast } from './toast.ts'

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 2, 14, 2, second))
const engine = { kind: 'connected', name: 'docker', hostName: 'laptop' } as const
const empty = initialModel({
  snapshot: { workers: [], engine },
  now: at(0),
  size: { columns: 120, rows: 36 },
  profiles: [],
})
const told = (text: string, second: number, over: Partial<Toast> = {}): Toast => ({
  ...{ kind: 'good', text, nextStep: undefined, at: at(second) },
  ...over,
})

test('a warning stays to be read when what was begun before it ends well, and not when that fails', () => {
  const warned = withToldOf(told('lin works on that branch, too', 5, { isWarning: true }))(empty)
  const after = (toast: Toast, beganAt: Date) => withToldOf(toast, [toast], beganAt)(warned).toast?.text
  expect(after(told('ada took it', 6), at(4))).toBe('lin works on that branch, too')
  expect(after(told('ada took it not', 6, { kind: 'failure' }), at(4))).toBe('ada took it not')
  expect(after(told('kim stopped', 9), at(8))).toBe('kim stopped')
})
