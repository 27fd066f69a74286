import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { agentPerson } from './agent-person.ts'
import type { Person } from './hal.ts'
import { bash, say, script } from './model-server/script.ts'
import { type ModelServer, startModelServer } from './model-server/server.ts'
import type { Repository } from './repository.ts'

type Rules = Parameters<typeof script>[0]

/** What tests of tasks have in common: a person whose agents ask a model that follows a script, and for each test a folder to work on. */
export interface TaskStage {
  readonly models: ModelServer
  readonly person: Person
  readonly repository: Repository
  /** Anybody may write there. It has a pipe, `pipe`. */
  readonly workspace: string
  /** What was told `wait for me` is at work, until `goOn`. */
  readonly atWork: () => Promise<void>
  readonly goOn: () => Promise<void>
}

/** For all tests of a file. Where `rules` say nothing else, the model fixes the login, waits for who asks it to, and else says `Hello.` */
export function stageTasks(rules: Rules = []): TaskStage {
  let models: ModelServer
  let person: Person
  let repository: Repository
  let workspace: string
  let count = 0
  beforeAll(async () => {
    const answers = script([
      ...rules,
      { when: /fix the login/, do: [say('I will.'), bash('echo fixed > login.txt'), say('Done: fixed.')] },
      { when: /wait for me/, do: [say('I begin.'), bash('echo $$ > pid; cat pipe'), say('It is over.')] },
      { do: [say('Hello.')] },
    ])
    models = await startModelServer(answers, { on: 'bridge' })
    ;({ person, repository } = await agentPerson(models))
  })
  afterAll(async () => {
    await person[Symbol.asyncDispose]()
    await models[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    workspace = join(person.home, `workspace-${++count}`)
    mkdirSync(workspace)
    await chmod(workspace, 0o777)
    execFileSync('mkfifo', ['--mode=666', join(workspace, 'pipe')])
  })
  return {
    get models() {
      return models
    },
    get person() {
      return person
    },
    get repository() {
      return repository
    },
    get workspace() {
      return workspace
    },
    atWork: () => expect.poll(() => existsSync(join(workspace, 'pid')), { timeout: 60_000 }).toBe(true),
    goOn: () => writeFile(join(workspace, 'pipe'), 'go\n'),
  }
}
