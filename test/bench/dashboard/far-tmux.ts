// `node far-tmux.ts SOCKET LINES`: as many tmux servers as anybody connects to, each with one pane that prints LINES lines a second. A
// process of its own, so that what it costs isn't taken for the dashboard's. A client's first line is the name of its worker.
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

const [path = '', lines = '0'] = process.argv.slice(2)
const perSecond = Number(lines)

interface Server {
  printed: number
  readonly clients: Set<Socket>
}

const servers = new Map<string, Server>()

const serverOf = (name: string): Server => {
  const known = servers.get(name)
  if (known !== undefined) return known
  const server: Server = { printed: 0, clients: new Set() }
  servers.set(name, server)
  const print = () => {
    server.printed += 1
    for (const client of server.clients) client.write(`%output %0 ${lineAt(server.printed)}\\015\\012\n`)
  }
  // Not all at the same moment.
  if (perSecond > 0) setTimeout(() => setInterval(print, 1000 / perSecond), (servers.size * 37) % 1000)
  return server
}

const lineAt = (count: number): string => `line ${count}: reading src/main.ts, then its tests, then the docs`

createServer((client) => {
  let server: Server | undefined
  let replies = 0
  client.on('error', () => client.destroy())
  client.on('close', () => server?.clients.delete(client))
  const reply = (text: readonly string[]) => {
    replies += 1
    client.write(`%begin 1 ${replies} 1\n${text.map((line) => `${line}\n`).join('')}%end 1 ${replies} 1\n`)
  }
  createInterface({ input: client }).on('line', (line) => {
    if (server === undefined) {
      server = serverOf(line)
      server.clients.add(client)
      client.write('%begin 1 0 0\n%end 1 0 0\n')
      return
    }
    for (const argv of commandsIn(line)) reply(answer(argv, server))
  })
}).listen(path, () => process.stdout.write('up\n'))

const answer = ([name, ...words]: readonly string[], server: Server): readonly string[] => {
  if (name === 'capture-pane')
    return Array.from({ length: 24 }, (_, row) => lineAt(server.printed - 23 + row))
  const format = words.at(-1) ?? ''
  return name === 'display-message' || name?.startsWith('list-') === true ? [expanded(format, server)] : []
}

const expanded = (format: string, { printed }: Server): string => {
  const values: Readonly<Record<string, string>> = {
    ...{
      window_index: '0',
      window_active: '1',
      window_width: '80',
      window_height: '24',
      window_name: 'shell',
    },
    ...{ pane_dead: '0', pane_id: '%0', pane_width: '80', pane_height: '24', pane_current_command: 'bash' },
    ...{ window_activity: String(printed), history_size: String(printed) },
    ...{ cursor_x: '0', cursor_y: '23', cursor_flag: '1' },
  }
  return format.replaceAll(/#\{([^{}]*)\}/g, (_, name: string) => values[name] ?? '')
}

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
