import type { Heard, Permission, Talk, TalkKind } from '../../agents/talk.ts'
import { TalkReader } from '../../agents/talk-reader.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { Limits } from '../drive/limits.ts'
import type { Account } from '../hear/account.ts'
import type { Ear } from '../hear/ear.ts'
import type { Journal } from '../keep/journal.ts'
import type { TaskResult } from '../task-failure.ts'
import { lineOf } from './begin-talk.ts'
import { openQuestions, optionOf, withoutQuestion, withQuestion } from './questions.ts'
import type { Requests } from './requests.ts'
import type { ToldLines } from './told-lines.ts'

interface Sides {
  readonly talk: Talk
  /** Who answers what the agent asks: a person, or hal, in one way. */
  readonly kind: TalkKind
  readonly lines: ToldLines
  readonly journal: Journal
  readonly account: Account
  readonly requests: Requests
  readonly limits: Pick<Limits, 'heard' | 'waits' | 'passed'>
}

/**
 * A task's side of the talk with its agent: keeps what it says, passes on its questions and their answers, and gives it one prompt after the
 * other until there is none. Each driver has all of the talk from its beginning, and does only what the ones before have not done.
 */
export class TaskTalk implements Ear {
  readonly #sides: Sides
  readonly #reader: TalkReader
  /** What it asks and was not answered. */
  readonly #open = new Set<string>()
  #isClosed = false
  #lost: WorkerFailure | undefined
  /** One thing after the other: what it says, and what people say meanwhile. */
  #last: Awaited<TaskResult<void>> | TaskResult<void> = ok(undefined)

  constructor(sides: Sides) {
    this.#sides = sides
    this.#reader = new TalkReader(sides.talk)
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get lost(): WorkerFailure | undefined {
    return this.#lost
  }

  open(): TaskResult<void> {
    return this.#afterLast(async () => {
      const { requests, lines, talk } = this.#sides
      await requests.read()
      lines.begin(talk.open().map(lineOf))
      return ok(undefined)
    })
  }

  hear(bytes: Uint8Array): TaskResult<void> {
    return this.#afterLast(async () => {
      this.#sides.limits.heard([])
      for (const heard of this.#reader.read(bytes)) {
        const dealt = await this.#deal(heard)
        if (!dealt.ok) return dealt
      }
      return ok(undefined)
    })
  }

  heed(): TaskResult<void> {
    return this.#afterLast(() => this.#answerOpen())
  }

  end(): TaskResult<void> {
    return this.#afterLast(async () => {
      await this.#sides.account.keep(this.#reader.end().events ?? [])
      return ok(undefined)
    })
  }

  /** Where something went wrong, nothing more is done. */
  async #afterLast(op: () => TaskResult<void>): TaskResult<void> {
    const before = this.#last
    const now = (async () => {
      const done = await before
      return done.ok ? await op() : done
    })()
    this.#last = now
    return await now
  }

  async #deal({
    events = [],
    says = [],
    asks = [],
    withdraws = [],
    isOver = false,
  }: Heard): TaskResult<void> {
    this.#sides.limits.heard(events)
    await this.#sides.account.keep(events)
    if (!this.#sides.account.written.ok) return this.#sides.account.written
    const said = await this.#say(says)
    if (!said.ok) return said
    for (const asked of asks) {
      const dealt = await this.#ask(asked)
      if (!dealt.ok) return dealt
    }
    const withdrawn = await this.#withdraw(isOver ? [...this.#open] : withdraws)
    if (!withdrawn.ok || !isOver) return withdrawn
    return await this.#goOn(events.some(({ type }) => type === 'complete'))
  }

  async #say(says: readonly object[]): TaskResult<void> {
    for (const said of says) {
      const told = await this.#sides.lines.tell(lineOf(said))
      if (!told.ok) return this.#lose(told.failure)
    }
    return ok(undefined)
  }

  #lose(failure: WorkerFailure): Result<void, WorkerFailure> {
    this.#lost = failure
    return fail(failure)
  }

  async #ask(asked: Permission): TaskResult<void> {
    const { kind, talk, account } = this.#sides
    if (kind === 'denied') {
      await account.add([{ type: 'trouble', kind: 'notice', message: `it was denied: ${asked.title}` }])
      if (!account.written.ok) return account.written
      return await this.#say(talk.answer(asked.id, optionOf(asked, 'deny')))
    }
    // What offers no answer would wait for one for ever.
    if (kind === 'acts' || asked.options.length === 0)
      return await this.#say(talk.answer(asked.id, optionOf(asked, 'allow')))
    this.#open.add(asked.id)
    await account.add([{ type: 'question', ...asked }], ({ state }) => ({
      state: withQuestion(state, asked),
    }))
    if (!account.written.ok) return account.written
    return await this.#answerOpen()
  }

  async #answerOpen(): TaskResult<void> {
    const { talk, requests, limits } = this.#sides
    for (const id of this.#open) {
      const option = requests.answers.get(id)
      if (option === undefined) continue
      this.#open.delete(id)
      const said = await this.#say(talk.answer(id, option))
      if (!said.ok) return said
    }
    limits.waits(this.#open.size > 0)
    return ok(undefined)
  }

  async #goOn(hasGoneWell: boolean): TaskResult<void> {
    const { talk, lines } = this.#sides
    const next = await this.#next(hasGoneWell)
    if (!next.ok) return next
    if (next.value !== undefined) return await this.#say(talk.prompt(next.value))
    this.#isClosed = true
    const told = await lines.tell('')
    return told.ok ? told : this.#lose(told.failure)
  }

  /** What it goes on without. Where it is made to end, it goes on with nothing. */
  async #withdraw(ids: readonly string[]): TaskResult<void> {
    const { journal, limits, requests } = this.#sides
    if (requests.cancel.signal.aborted || limits.passed !== undefined) return ok(undefined)
    const withdrawn = ids.filter((id) => this.#open.delete(id))
    limits.waits(this.#open.size > 0)
    for (const id of withdrawn) {
      const written = await this.#writeWithdrawn(journal, id)
      if (!written.ok) return written
    }
    return ok(undefined)
  }

  /** Nothing, where somebody has answered it meanwhile, or a driver before has written it. */
  async #writeWithdrawn(journal: Journal, question: string): TaskResult<void> {
    for (;;) {
      const { state } = journal.task
      const questions = openQuestions(state)
      if (!questions.some(({ id }) => id === question)) return ok(undefined)
      const written = await journal.writeNext([{ type: 'withdrawn', question, open: questions.length - 1 }], {
        state: withoutQuestion(state, question),
      })
      if (written.ok || written.failure.reason !== 'record-moved-on') return written
      const read = await journal.readAgain()
      if (!read.ok) return read
    }
  }

  /** The next prompt; `undefined`: there is none, and nobody can give one any more. */
  async #next(hasGoneWell: boolean): TaskResult<string | undefined> {
    const { requests, journal } = this.#sides
    for (;;) {
      await requests.read()
      // What is left is told of at the end.
      const prompt = hasGoneWell ? requests.takeMessage() : undefined
      if (prompt !== undefined || journal.task.isClosed === true) return ok(prompt)
      // Whoever sends something in between is heard.
      const closed = await journal.writeNext([{ type: 'closed' }], { isClosed: true })
      if (closed.ok) return ok(undefined)
      if (closed.failure.reason !== 'record-moved-on') return closed
      const read = await journal.readAgain()
      if (!read.ok) return read
    }
  }
}
