import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RecordedLine, type RecordedTalk, recordedTalks } from './recorded-talks.fixture.ts'
import type { AgentEvent } from './stream/agent-event.ts'
import { textAt } from './stream/fields.ts'
import { outcomeOf } from './stream/outcome-of.ts'
import type { Heard, Permission } from './talk.ts'

/** The agent says all of it again, and so does everybody else. */
function hadAgain({ lines, begin }: Pick<RecordedTalk, 'lines' | 'begin'>) {
  const talk = begin()
  const events: AgentEvent[] = []
  const asked: Permission[] = []
  const says = [...talk.open()]
  const deal = ({ events: more = [], says: said = [], asks = [] }: Heard): void => {
    events.push(...more)
    says.push(...said)
    asked.push(...asks)
  }
  for (const { mark, what } of lines) {
    if (mark === '<') deal(talk.hear(Object.assign({}, what)) ?? { events: [unknown(what)] })
    if (mark === '?') deal({ says: talk.answer(textAt(what, 'id') ?? '', textAt(what, 'option')) })
    if (mark === '!') deal({ says: talk.prompt(String(what)) })
  }
  deal({ events: talk.end() })
  return { events, asked, says: says.map((said) => JSON.stringify(said)) }
}

const unknown = (what: unknown): AgentEvent => {
  const line = JSON.stringify(what)
  return { type: 'unknown', line, length: line.length }
}

const saidIn = (lines: readonly RecordedLine[]): readonly string[] =>
  lines.flatMap(({ mark, what }) => (mark === '>' ? [JSON.stringify(what)] : []))

test.each(recordedTalks)('$name is had once more, word for word', async (talk) => {
  const { events, asked, says } = hadAgain(talk)
  expect(says).toEqual(saidIn(talk.lines))
  const told = [...events, ...asked, outcomeOf(events, 0)]
  await expect(told.map((each) => `${JSON.stringify(each)}\n`).join('')).toMatchFileSnapshot(
    `${talk.path}.events`,
  )
})

test.each(recordedTalks)('$name is the same, however late it is answered', (talk) => {
  const isAnswer = ({ mark }: RecordedLine) => mark === '?'
  const late = [...talk.lines.filter((line) => !isAnswer(line)), ...talk.lines.filter(isAnswer)]
  const again = hadAgain({ ...talk, lines: late })
  expect(new Set(again.says)).toEqual(new Set(saidIn(talk.lines)))
  expect(again.events).toEqual(hadAgain(talk).events)
})

/** A real line in which one value is another one. */
const spoilt = fc
  .tuple(fc.constantFrom(...recordedTalks), fc.nat(), fc.nat(), fc.jsonValue())
  .map(([talk, row, place, value]) => {
    const heard = talk.lines.filter(({ mark }) => mark === '<')
    const line = JSON.stringify(heard[row % heard.length]?.what ?? {})
    let places = 0
    JSON.parse(line, (_, old) => {
      places += 1
      return old
    })
    let at = 0
    const said: unknown = JSON.parse(line, (_, old) => {
      at += 1
      return at === 1 + (place % places) ? value : old
    })
    return { talk, said }
  })

test('a line whose parts are of other kinds than ever is heard, too, and what it asks can be answered', () => {
  fc.assert(
    fc.property(spoilt, fc.string(), ({ talk: { begin, lines }, said }, option) => {
      const talk = begin()
      talk.open()
      for (const { mark, what } of lines) if (mark === '<') talk.hear(Object.assign({}, what))
      const { asks = [] } = talk.hear(Object.assign({}, said)) ?? {}
      for (const { id } of asks) JSON.stringify(talk.answer(id, option))
    }),
    { numRuns: 1000 },
  )
})
