import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { readRefusal } from '../lib/file-refusal.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { CliContext, CommandInput } from './command.ts'
import { textOption } from './values.ts'

/** What `--prompt` or `--prompt-file` says; `undefined` without either; what is wrong with them otherwise. */
export async function promptOption(
  { io }: Pick<CliContext, 'io'>,
  { options }: CommandInput,
): Promise<Result<string | undefined, string>> {
  const given = textOption(options, 'prompt')
  const file = textOption(options, 'promptFile')
  if (given === undefined && file === undefined) return ok(undefined)
  if (given !== undefined && file !== undefined) return fail('give --prompt or --prompt-file, not both.')
  if (options['agent'] === undefined) return fail('a prompt is for an agent: name it with --agent.')
  const read = given === undefined ? await readPrompt(file ?? '-', io.stdin) : ok(given)
  if (!read.ok) return read
  return read.value.trim() === '' ? fail('there are no words in the prompt, so no worker was started.') : read
}

async function readPrompt(file: string, stdin: NodeJS.ReadStream): Promise<Result<string, string>> {
  if (file === '-') return ok(await readAll(stdin))
  try {
    return ok(await readFile(file, 'utf8'))
  } catch (error) {
    return fail(`the prompt can't be read from ${file}: ${readRefusal(error)}. No worker was started.`)
  }
}
