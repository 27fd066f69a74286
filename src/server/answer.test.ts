import { expect, test } from 'vitest'
import { examples } from '../present/failures/all.fixture.ts'
import { problem, refusal } from './answer.ts'

test.each(Object.values(examples))('$failure.reason is refused in a whole sentence', async ({ failure }) => {
  const { error } = (await refusal(failure).json()) as { readonly error: string }
  expect(error).not.toMatch(/:$/)
  const { detail } = (await problem(failure).json()) as { readonly detail: string }
  expect(detail).toContain(error)
})
