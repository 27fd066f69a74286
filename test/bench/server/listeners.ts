// node listeners.ts URL COUNT: so many listen to one stream until it ends. Prints a line once all of them do, and one of JSON with what they heard.
import { type IncomingMessage, request } from 'node:http'
import { percentile } from '../row.ts'

const [, , url = '', count = '1'] = process.argv
const latenciesMs: number[] = []
/** Of the last event that each has heard. */
const lasts: number[] = []
let missed = 0

function listen(): { readonly begun: Promise<void>; readonly over: Promise<void> } {
  const begun = Promise.withResolvers<void>()
  const over = Promise.withResolvers<void>()
  const asked = request(url, { agent: false }, (answer: IncomingMessage) => {
    begun.resolve()
    let rest = ''
    let last = 0
    answer.setEncoding('latin1')
    answer.on('data', (text: string) => {
      const atMs = Date.now()
      const frames = (rest + text).split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) {
        const id = /\nid: (\d+)\n/.exec(frame)?.[1]
        if (id === undefined) continue
        if (Number(id) !== last + 1) missed += 1
        last = Number(id)
        const said = /"at":"([^"]+)"/.exec(frame)?.[1]
        // One in ten of them says as much.
        if (said !== undefined && last % 10 === 0) latenciesMs.push(atMs - Date.parse(said))
      }
    })
    answer.on('close', () => {
      lasts.push(last)
      over.resolve()
    })
  })
  asked.on('error', () => {
    missed += 1
    begun.resolve()
    over.resolve()
  })
  asked.end()
  return { begun: begun.promise, over: over.promise }
}

const all: ReturnType<typeof listen>[] = []
for (let at = 0; at < Number(count); at += 1) {
  const one = listen()
  all.push(one)
  await one.begun
}
process.stdout.write('all listen\n')
await Promise.all(all.map(({ over }) => over))
const end = Math.max(...lasts)
for (const last of lasts) missed += end - last
process.stdout.write(
  `${JSON.stringify({ p95Ms: percentile(latenciesMs, 95), missed, heard: latenciesMs.length })}\n`,
)
