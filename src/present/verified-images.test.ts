import { expect, test } from 'vitest'
import type { KeptPromise, VerifiedImage } from '../images/verify/verify.ts'
import { createPaint } from './style.ts'
import { table } from './table.ts'
import { verdict, verifiedRows } from './verified-images.ts'

const promise = (tool: string, given: Partial<KeptPromise> = {}): KeptPromise => ({
  ...{ tool, promised: '3.11', found: '3.11.2', isInherited: false, state: 'kept' },
  ...given,
})
const image = (profile: string, tools: readonly KeptPromise[]): VerifiedImage => ({
  ...{ profile, image: `hal/${profile}:1`, tools, problems: [], sizeBytes: 1, budgetBytes: undefined },
})

test('an image that promises nothing itself says how much of what it stands on was found', () => {
  const inherited = ['git', 'curl'].map((tool) => promise(tool, { isInherited: true }))
  const images = [image('python', [promise('python'), ...inherited]), image('mine', inherited)]
  expect(table(verifiedRows(images, createPaint(0)))).toEqual([
    'IMAGE   TOOL                    PROMISED  STATE  FOUND',
    'python  python                  3.11      kept   3.11.2',
    'mine    2 of what it stands on            kept',
  ])
  expect(verdict(images)).toBe('2 images, every promise kept')
})
