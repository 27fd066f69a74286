import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fail, ok } from './result.ts'
import { runProgram } from './run-program.ts'

const node = process.execPath
const options = { env: { FACT: 'a "fact"; $(id)' }, timeoutMs: 20_000, signal: new AbortController().signal }

test('runs it as it is, with the variables that it is given', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hal-test-'))
  const file = join(folder, 'out')
  const code = 'require("fs").writeFileSync(process.argv[1], process.env.FACT)'
  expect(await runProgram([node, '-e', code, file], options)).toEqual(ok(undefined))
  expect(await readFile(file, 'utf8')).toBe('a "fact"; $(id)')
  await rm(folder, { recursive: true })
})

test('says why it did not work', async () => {
  expect(await runProgram(['/no/such/program'], options)).toEqual(fail('there is no such program'))
  expect(await runProgram([node, '-e', 'process.exit(3)'], options)).toEqual(fail('it ended with 3'))
  const stuck = [node, '-e', 'setInterval(() => 0, 1000)']
  expect(await runProgram(stuck, { ...options, timeoutMs: 300 })).toEqual(fail('it took longer than 0.3 s'))
  const ending = AbortSignal.timeout(300)
  expect(await runProgram(stuck, { ...options, signal: ending })).toEqual(fail('hal ended before it did'))
})
