import { describe, expect, test } from 'vitest'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { FolderLook } from '../actions/acting.ts'
import { editStartForm, ghostOf } from './edit-start-form.ts'
import { candidates, completion, isThere } from './folder-name.ts'
import { warningInForm, wordsInForm } from './form-words.ts'
import { editorOf, textOf } from './line-editor.ts'
import { startCommand } from './start-command.ts'
import { afterFailedStart, refusedStart } from './start-fault.ts'
import { emptyStartForm, type StartField, type StartForm, startInputOf } from './start-form.ts'
import { faultsOf } from './start-objections.ts'

const agents = ['claude', 'codex'].map((name) => ({ name, isUnattended: false }))

type Typed = Partial<Record<Exclude<StartField, 'profile' | 'unattended'>, string>> & {
  readonly profile?: string
}

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
      command: `claude "do it's"`,
      workspace: '~/my work',
      count: '3',
      memory: '4g',
      cpus: '0.5',
      pids: '2048',
    })
    expect(startCommand(form, { globalFlags: [] })).toBe(
      `hal workers start zoe --workspace '~/my work' --profile python --count 3 --memory 4g --cpus 0.5 --pids 2048 -- claude 'do it'\\''s'`,
    )
    expect(startInputOf(form)).toMatchObject({
      count: 3,
      cpus: 0.5,
      pids: 2048,
      command: ['claude', "do it's"],
    })
  })

  test('is short for an empty form', () => {
    expect(startCommand(emptyStartForm, { globalFlags: [] })).toBe('hal workers start')
  })
})

describe('what is wrong with a form', () => {
  const faults = (form: StartForm, look?: FolderLook) => faultsOf(form, { agents, look })

  test.each([
    ['count', '0', 'count: expected a whole number from 1 to 500, got "0".'],
    ['memory', '4x', 'memory: expected a size such as 512m or 4g, got "4x".'],
    ['cpus', 'two', 'cpus: expected a number of at least 0.1, got "two".'],
    ['pids', '1.5', 'pids: expected a whole number of at least 16, got "1.5".'],
    [
      'branch',
      'ada fix',
      '"ada fix" can\'t be a branch\'s name. Choose one without blanks, `..`, `~`, `^`, `:` and a dash in front, like ada/fix-login.',
    ],
  ] as const)('%s %j is said while it is typed', (field, text, why) => {
    expect(faults(filled({ [field]: text }, field))).toEqual({ [field]: why })
  })

  test.each([
    ['count', '50'],
    ['memory', '4'],
    ['memory', '1.'],
    ['cpus', '0.'],
    ['pids', '1'],
    ['command', 'sh -c "make'],
    ['agent', 'cla'],
    ['workspace', 'clo'],
    ['workspace', 'https:/'],
    ['name', 'zoe-'],
    ['branch', 'ada/'],
    ['branch', 'ada/fix.'],
    ['branch', 'ada/fix.lock'],
  ] as const)('%s %j may still become right', (field, text) => {
    expect(faults(filled({ [field]: text }, field))).toEqual({})
  })

  test('is said of what was left unfinished', () => {
    const form = filled(
      { branch: 'ada/', command: 'sh -c "make', memory: '4', cpus: '0.', pids: '1' },
      'count',
    )
    expect(Object.keys(faults(form))).toEqual(['branch', 'command', 'memory', 'cpus', 'pids'])
  })

  test('includes a name that is too long once it is counted', () => {
    const name = 'a'.repeat(62)
    expect(faults(filled({ name }, 'cpus'))).toEqual({})
    expect(faults(filled({ name, count: '3' }, 'cpus'))).toHaveProperty('name')
  })

  test('includes a profile beside an image', () => {
    const form = filled({ image: 'node:24', profile: 'python' })
    expect(refusedStart(form, { agents, look: undefined })?.fault?.field).toBe('image')
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

describe('what a failed start comes to', () => {
  const failures: readonly WorkerFailure[] = [
    { reason: 'workspace-missing', path: '/gone', detail: 'there is no such folder' },
    { reason: 'workspace-refused', path: '/home/me', why: 'home' },
    { reason: 'workspace-refused', path: '/etc', why: 'root' },
    { reason: 'not-a-repository', path: '/home/me/notes' },
    { reason: 'repository-unfit', path: '/home/me/new', why: 'empty' },
    { reason: 'repository-unfit', path: '/home/me/part', why: 'partial' },
    { reason: 'no-git-here' },
    { reason: 'branch-exists', branch: 'ada/fix', base: 'v1' },
    { reason: 'invalid-input', what: '--memory', expected: 'at least 64m', got: '1m' },
    { reason: 'invalid-input', what: '--workspace with a branch', expected: 'clone', got: 'bind' },
  ]

  test.each(failures)('is said in the words of the form: %j', (failure) => {
    expect(wordsInForm(failure)).not.toContain('--')
    expect(wordsInForm(failure)).toMatch(/[.?]$/)
  })

  test('also where it started and there is something to know', () => {
    expect(warningInForm("the worker can't write /srv/x: --branch NAME gives it a clone of its own")).toBe(
      "the worker can't write /srv/x: a branch gives it a clone of its own",
    )
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
    const offers = { agents: [], commands: [], look }
    const typed = filled({ workspace: '~/d' }, 'workspace')
    expect(ghostOf(typed, offers)).toBe('ocs/')
    const completed = editStartForm(typed, 'tab', [], offers)
    expect(textOf(completed.workspace)).toBe('~/docs/')
    expect(editStartForm(completed, 'tab', [], offers).field).toBe('profile')
  })

  test('of an agent is completed by tab, which goes on at once', () => {
    const offers = { agents: [{ name: 'claude', isUnattended: false }], commands: [], look: undefined }
    const completed = editStartForm(filled({ agent: 'cl' }, 'agent'), 'tab', [], offers)
    expect(textOf(completed.agent)).toBe('claude')
    expect(completed.field).toBe('unattended')
  })

  test('of a profile is found by its first letter, and by the same again the next one', () => {
    const names = ['base', 'node', 'python', 'php']
    const typed = (form: StartForm, key: string) => editStartForm(form, key, names)
    const first = typed(filled({}, 'profile'), 'p')
    expect([first, typed(first, 'p'), typed(first, 'x')].map(({ profile }) => profile)).toEqual([
      'python',
      'php',
      'python',
    ])
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
      faultsOf(filled({ workspace }, field), { agents, look }).workspace
    expect(at('~/ap', 'workspace')).toBeUndefined()
    expect(at('~/x', 'workspace')).toContain('there is no such folder')
    expect(at('~/ap', 'count')).toContain('there is no such folder')
    expect(at('~/api', 'count')).toBeUndefined()
  })
})

test('an agent goes on as one that there is, a command as one that runs in the fleet', () => {
  const offers = { agents, commands: ['codex', 'claude --resume'], look: undefined }
  const agent = filled({ agent: 'cl' }, 'agent')
  expect(ghostOf(agent, offers)).toBe('aude')
  expect(textOf(editStartForm(agent, 'tab', [], offers).agent)).toBe('claude')
  expect(textOf(editStartForm(agent, 'right', [], offers).agent)).toBe('claude')
  const command = filled({ command: 'cl' }, 'command')
  expect(ghostOf(command, offers)).toBe('aude --resume')
  expect(ghostOf(filled({}, 'agent'), offers)).toBe('')
})

describe('an agent', () => {
  const offers = { agents, commands: [], look: undefined }
  const refusal = (form: StartForm) => refusedStart(form, { agents, look: undefined })?.fault

  test('is chosen with the arrows, none of them among the choices', () => {
    const press = (form: StartForm, key: string) => editStartForm(form, key, [], offers)
    const first = press(filled({}, 'agent'), 'right')
    expect(textOf(first.agent)).toBe('claude')
    expect(textOf(press(first, 'right').agent)).toBe('codex')
    expect(textOf(press(first, 'left').agent)).toBe('')
  })

  test('that there isn’t is said with the one that was likely meant, while it is typed', () => {
    const why = faultsOf(filled({ agent: 'cluade' }, 'agent'), { agents, look: undefined }).agent
    expect(why).toContain('Did you mean claude?')
  })

  test.each([
    [{ isUnattended: true }, 'unattended', 'unattended is for an agent: choose one above.'],
    [{ prompt: editorOf('hello') }, 'prompt', 'a prompt is for an agent: choose one above.'],
    [{ agent: editorOf('claude'), command: editorOf('htop') }, 'command', 'one of them'],
    [{ branch: editorOf('ada/fix'), count: editorOf('2') }, 'branch', 'expected one worker'],
    [{ branch: editorOf('ada/fix'), workspace: editorOf('empty') }, 'branch', 'repository'],
  ] as const)('%o is refused', (over, field, why) => {
    const fault = refusal({ ...emptyStartForm, ...over })
    expect(fault?.field).toBe(field)
    expect(fault?.why).toContain(why)
  })

  test('mends what was said of its prompt once it is named', () => {
    const known = { agents, look: undefined }
    const refused = refusedStart(filled({ prompt: 'hello' }), known)
    const named = editStartForm({ ...(refused ?? emptyStartForm), field: 'agent' }, 'right', [], offers)
    expect(faultsOf(named, known)).toEqual({})
  })

  test('stands in the command with its branch, its mode, and its prompt', () => {
    const form = {
      ...filled({ name: 'ada', agent: 'claude', branch: 'ada/fix', prompt: 'fix it\nall' }),
      isUnattended: true,
    }
    expect(startCommand(form, { globalFlags: [] })).toBe(
      "hal workers start ada --agent claude --unattended --branch ada/fix --prompt 'fix it\nall'",
    )
    expect(startInputOf(form)).toMatchObject({ agent: 'claude', isUnattended: true, branch: 'ada/fix' })
  })

  test('has a prompt of several lines, through which the arrows go before they leave the field', () => {
    const form = filled({ prompt: 'one\ntwo' }, 'prompt')
    const up = editStartForm(form, 'up', [], offers)
    expect(up).toMatchObject({ field: 'prompt', prompt: { at: 3 } })
    expect(editStartForm(up, 'up', [], offers).field).toBe('branch')
  })
})

describe('a folder that is not there', () => {
  const look: FolderLook = { parent: '~/', folders: ['api', 'apps'], isCut: false }

  test('is said once, and asked for when it is wanted again', () => {
    const refused = refusedStart(filled({ workspace: '~/gone' }), { agents, look })
    expect(refused?.fault).toMatchObject({ field: 'workspace' })
    expect(refused?.fault?.why).toContain('there is no such folder')
    expect(refusedStart(refused ?? emptyStartForm, { agents, look })).toBeUndefined()
  })

  test('that several begin with stays to be typed on', () => {
    const offers = { agents, commands: [], look }
    expect(editStartForm(filled({ workspace: '~/ap' }, 'workspace'), 'tab', [], offers).field).toBe(
      'workspace',
    )
  })

  test.each(['clone', 'bind', 'empty', 'https://example.com/x.git', 'git@example.com:x.git'])(
    'is none for %s',
    (workspace) => {
      expect(refusedStart(filled({ workspace }), { agents, look })).toBeUndefined()
    },
  )
})
