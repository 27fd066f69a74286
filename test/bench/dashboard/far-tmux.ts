// `node far-tmux.ts SOCKET LINES`: as many tmux servers as anybody connects to, each with one pane that prints LINES lines a second. A
// process of its own, so that what it costs isn't taken for the dashboard's. A client's first line is the name of its worker.
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

const [path = '', lines = '0'] = process.argv.slice(2)
const perSecond = Number(lines)

interface Server {
  printed: number
  printedAtMs: number
  /** Of those that didn't say that they want no output. */
  readonly listeners: Set<Socket>
}

const servers = new Map<string, Server>()

const serverOf = (name: string): Server => {
  const known = servers.get(name)
  if (known !== undefined) return known
  const server: Server = { printed: 0, printedAtMs: Date.now(), listeners: new Set() }
  servers.set(name, server)
  const print = () => {
    server.printed += 1
    server.printedAtMs = Date.now()
    for (const client of server.listeners) client.write(`%output %0 ${lineAt(server.printed)}\\015\\012\n`)
  }
  // Not all at the same moment.
  if (perSecond > 0) setTimeout(() => setInterval(print, 1000 / perSecond), (servers.size * 37) % 1000)
  return server
}

const lineAt = (count: number): string => `line ${count}: reading src/main.ts, then its tests, then the docs`

/** Tells a client each change of what it subscribed to, once a second. */
class Subscriptions {
  readonly #formats = new Map<string, string>()
  readonly #told = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined

  /** `NAME:WHAT:FORMAT`, or `NAME` alone for no more of it. */
  set(subscription: string, tell: (format: string) => string, client: Socket): void {
    const [, name = subscription, format] = /^([^:]*):[^:]*:(.*)$/s.exec(subscription) ?? []
    this.#told.delete(name)
    if (format === undefined) this.#formats.delete(name)
    else this.#formats.set(name, format)
    this.#timer ??= setInterval(() => {
      for (const [each, its] of this.#formats) {
        const value = tell(its)
        if (value !== this.#told.get(each))
          client.write(`%subscription-changed ${each} $0 @0 0 - : ${value}\n`)
        this.#told.set(each, value)
      }
    }, 1_000)
  }

  end(): void {
    clearInterval(this.#timer)
  }
}

createServer((client) => {
  const subscriptions = new Subscriptions()
  let server: Server | undefined
  let replies = 0
  client.on('error', () => client.destroy())
  client.on('close', () => {
    server?.listeners.delete(client)
    subscriptions.end()
  })
  const reply = (text: readonly string[]) => {
    replies += 1
    client.write(`%begin 1 ${replies} 1\n${text.map((line) => `${line}\n`).join('')}%end 1 ${replies} 1\n`)
  }
  createInterface({ input: client }).on('line', (line) => {
    if (server === undefined) {
      server = serverOf(line)
      server.listeners.add(client)
      client.write('%begin 1 0 0\n%end 1 0 0\n')
      return
    }
    const here = server
    for (const argv of commandsIn(line)) {
      if (argv[0] === 'refresh-client' && argv[2] === 'no-output') here.listeners.delete(client)
      if (argv[0] === 'refresh-client' && argv[1] === '-B')
        subscriptions.set(argv[2] ?? '', (format) => expanded(format, here), client)
      reply(answer(argv, here))
    }
  })
}).listen(path, () => process.stdout.write('up\n'))

const answer = ([name, ...words]: readonly string[], server: Server): readonly string[] => {
  if (name === 'capture-pane')
    return Array.from({ length: 24 }, (_, row) => lineAt(server.printed - 23 + row))
  const format = words.at(-1) ?? ''
  return name === 'display-message' || name?.startsWith('list-') === true ? [expanded(format, server)] : []
}

const expanded = (format: string, { printed, printedAtMs }: Server): string => {
  const values: Readonly<Record<string, string>> = {
    ...{
      window_index: '0',
      window_active: '1',
      window_width: '80',
      window_height: '24',
      window_name: 'shell',
    },
    ...{ pane_dead: '0', pane_id: '%0', pane_width: '80', pane_height: '24', pane_current_command: 'bash' },
    ...{ window_id: '@0', window_activity: seconds(printedAtMs), history_size: String(printed) },
    ...{ cursor_x: '0', cursor_y: '23', cursor_flag: '1' },
  }
  return format
    .replaceAll(/#\{([^{}]*)\}/g, (_, name: string) => values[name] ?? '')
    .replaceAll('%s', seconds(Date.now()))
}

const seconds = (ms: number): string => String(Math.floor(ms / 1_000))

const commandsIn = (line: string): readonly (readonly string[])[] => {
  const commands: string[][] = [[]]
  for (const [, quoted, separator, plain] of line.matchAll(/"([^"]*)"|(;)|([^\s";]+)/g)) {
    if (separator !== undefined) commands.push([])
    else commands.at(-1)?.push(unescaped(quoted ?? plain ?? ''))
  }
  return commands
}

const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
