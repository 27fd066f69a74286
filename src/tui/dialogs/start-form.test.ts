import { describe, expect, test } from 'vitest'
import type { FolderLook } from '../actions/acting.ts'
import { editStartForm, ghostOf } from './edit-start-form.ts'
import { candidates, completion, isThere } from './folder-name.ts'
import { editorOf, textOf } from './line-editor.ts'
import { startCommand } from './start-command.ts'
import { afterFailedStart, refusedStart } from './start-fault.ts'
import { emptyStartForm, type StartField, type StartForm, startInputOf } from './start-form.ts'
import { faultsOf } from './start-objections.ts'

type Typed = Partial<Record<Exclude<StartField, 'profile'>, string>> & { readonly profile?: string }

const filled = ({ profile, ...texts }: Typed, field: StartField = 'name'): StartForm => ({
  ...emptyStartForm,
  ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, editorOf(text)])),
  profile,
  field,
})

describe('the command that a form stands for', () => {
  test('says what is filled in, quoted for a shell', () => {
    const form = filled({
      name: 'zoe',
      profile: 'python',
      agent: `claude "do it's"`,
      workspace: '~/my work',
      count: '3',
      memory: '4g',
      cpus: '0.5',
    })
    expect(startCommand(form, { globalFlags: [] })).toBe(
      `hal workers start zoe --profile python --workspace '~/my work' --count 3 --memory 4g --cpus 0.5 -- claude 'do it'\\''s'`,
    )
    expect(startInputOf(form)).toMatchObject({ count: 3, cpus: 0.5, command: ['claude', "do it's"] })
  })

  test('is short for an empty form', () => {
    expect(startCommand(emptyStartForm, { globalFlags: [] })).toBe('hal workers start')
  })
})

describe('what is wrong with a form', () => {
  const faults = (form: StartForm, look?: FolderLook) => faultsOf(form, look)

  test.each([
    ['count', '0', 'count: expected a whole number from 1 to 500, got "0".'],
    ['memory', '4x', 'memory: expected a size such as 512m or 4g, got "4x".'],
    ['cpus', 'two', 'cpus: expected a number of at least 0.1, got "two".'],
  ] as const)('%s %j is said while it is typed', (field, text, why) => {
    expect(faults(filled({ [field]: text }, field))).toEqual({ [field]: why })
  })

  test.each([
    ['count', '50'],
    ['memory', '4'],
    ['memory', '1.'],
    ['cpus', '0.'],
    ['agent', 'sh -c "make'],
    ['name', 'zoe-'],
  ] as const)('%s %j may still become right', (field, text) => {
    expect(faults(filled({ [field]: text }, field))).toEqual({})
  })

  test('is said of what was left unfinished', () => {
    const form = filled({ agent: 'sh -c "make', memory: '4', cpus: '0.' }, 'count')
    expect(Object.keys(faults(form))).toEqual(['agent', 'memory', 'cpus'])
  })

  test('includes a name that is too long once it is counted', () => {
    const name = 'a'.repeat(62)
    expect(faults(filled({ name }, 'cpus'))).toEqual({})
    expect(faults(filled({ name, count: '3' }, 'cpus'))).toHaveProperty('name')
  })

  test('includes a profile beside an image', () => {
    const form = filled({ image: 'node:24', profile: 'python' })
    expect(refusedStart(form)?.fault?.field).toBe('image')
  })

  test('is under the field that a failed start was about, until that is edited', () => {
    const form = filled({ memory: '1g', workspace: '/gone' })
    const failed = afterFailedStart(form, {
      reason: 'workspace-missing',
      path: '/gone',
      detail: 'there is no such folder',
    })
    expect(failed.field).toBe('workspace')
    expect(faults(failed).workspace).toContain('there is no such folder')
    expect(faults(editStartForm(failed, 'backspace', []))).toEqual({})
    const memory = { reason: 'invalid-input', what: '--memory', expected: 'at least 64m', got: '1g' } as const
    expect(afterFailedStart(form, memory).field).toBe('memory')
  })
})

describe('a workspace', () => {
  const look: FolderLook = { parent: '~/', folders: ['.config', 'apps', 'api', 'docs'], isCut: false }

  test('goes on with what all folders share, and with a slash where there is one', () => {
    expect(completion('~/a', look)).toBe('p')
    expect(completion('~/ap', look)).toBe('')
    expect(completion('~/d', look)).toBe('ocs/')
    expect(completion('~/.', look)).toBe('config/')
    expect(completion('~', look)).toBe('/')
    expect(candidates('~/', look)).toEqual(['apps', 'api', 'docs'])
    expect(completion('/d', look)).toBe('')
  })

  test('is completed by tab, which goes on to the next field where there is nothing to complete', () => {
    const offers = { agents: [], look }
    const typed = filled({ workspace: '~/d' }, 'workspace')
    expect(ghostOf(typed, offers)).toBe('ocs/')
    const completed = editStartForm(typed, 'tab', [], offers)
    expect(textOf(completed.workspace)).toBe('~/docs/')
    expect(editStartForm(completed, 'tab', [], offers).field).toBe('count')
  })

  test('is known to be there, or not, once somebody has looked', () => {
    expect(isThere('~/apps', look)).toBe(true)
    expect(isThere('~/nope', look)).toBe(false)
    expect(isThere('/elsewhere', look)).toBeUndefined()
    expect(isThere('~/nope', { ...look, isCut: true })).toBeUndefined()
    expect(isThere('~/gone/x', { parent: '~/gone/', folders: undefined, isCut: false })).toBe(false)
  })

  test('that is not there is said as soon as no folder begins so', () => {
    const at = (workspace: string, field: StartField) =>
      faultsOf(filled({ workspace }, field), look).workspace
    expect(at('~/ap', 'workspace')).toBeUndefined()
    expect(at('~/x', 'workspace')).toContain('there is no such folder')
    expect(at('~/ap', 'count')).toContain('there is no such folder')
    expect(at('~/api', 'count')).toBeUndefined()
  })
})

test('an agent goes on as one that the config knows or that runs in the fleet', () => {
  const form = filled({ agent: 'cl' }, 'agent')
  const offers = { agents: ['codex', 'claude --resume'], look: undefined }
  expect(ghostOf(form, offers)).toBe('aude --resume')
  expect(textOf(editStartForm(form, 'tab', [], offers).agent)).toBe('claude --resume')
  expect(ghostOf(filled({}, 'agent'), offers)).toBe('')
})
