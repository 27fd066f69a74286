import * as z from 'zod/mini'
import { parseBytes } from '../lib/bytes.ts'
import { parseDuration } from '../lib/duration.ts'
import { columnNames, groupings, type SortName, sortNames } from './dashboard-list.ts'

// `zod/mini`: the same library in functions, of which the bundle takes those that are called. Every command with a config pays for it.
const text = z.string().check(z.trim(), z.minLength(1))
const size = text.check(z.refine((bytes) => parseBytes(bytes).ok))
const positive = z.number().check(z.positive())
const count = z.int().check(z.positive())
const maybe = z.exactOptional
/** Nothing in it that must not be read by others: it ends up in messages. */
const webAddress = text.check(z.regex(/^https?:\/\/[^\s@?#]+$/))
/** Its root: a path below it would be forgotten. */
const serverAddress = text.check(
  z.regex(/^https?:\/\/[^\s@?#/]+\/?$/),
  z.refine((url) => URL.canParse(url)),
)
const otherWayRound = (name: SortName): `-${SortName}` => `-${name}`
const agentName = z.string().check(z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/))
/** hal has two of its own. */
const secretId = z.string().check(z.regex(/^(?!(?:ca|npm-registry)$)[a-zA-Z0-9][a-zA-Z0-9_.-]*$/))
/** Which keys there are, the dashboard knows. */
const keyName = z.string().check(z.minLength(1), z.maxLength(32))

const yesOrNo = z.boolean()
const hours = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/))
const notify = z.strictObject({
  ...{ bell: maybe(yesOrNo), desktop: maybe(yesOrNo), title: maybe(yesOrNo) },
  command: maybe(z.array(text)),
  // With a query too: that is how some take their key.
  webhook: maybe(text.check(z.regex(/^https?:\/\/[^\s@#]+$/))),
  states: maybe(
    z.strictObject({
      ...{ waiting: maybe(yesOrNo), limited: maybe(yesOrNo), failed: maybe(yesOrNo), done: maybe(yesOrNo) },
    }),
  ),
  quiet: maybe(hours),
})

/** Where a secret is: never the secret itself. */
const secret = z.union([
  z.strictObject({ env: text }),
  z.strictObject({ file: text }),
  z.strictObject({ exec: z.array(text).check(z.minLength(1)) }),
])
/** Below a HOME, and nowhere else. */
const pathBelow = text.check(z.regex(/^(?!.*(^|\/)\.{0,2}(\/|$))[\w./-]+$/))
const login = z.strictObject({
  command: z.array(text).check(z.minLength(1)),
  files: z.array(pathBelow).check(z.minLength(1)),
})
const patience = text.check(z.refine((time) => time === 'never' || parseDuration(time).ok))
const agent = z.strictObject({
  ...{ baseUrl: maybe(webAddress), model: maybe(text), apiKey: maybe(secret), unattended: maybe(yesOrNo) },
  ...{ command: maybe(z.array(text).check(z.minLength(1))), unattendedArguments: maybe(z.array(text)) },
  ...{ login: maybe(login), tokenUrl: maybe(webAddress) },
  ...{ silentAfter: maybe(patience), lateAfter: maybe(patience) },
})
const variableName = z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/))

/** What one config file, or the variables together, may say: strict, everything optional. keys.ts has the words to it. */
export const valuesSchema = z.strictObject({
  engine: maybe(text),
  url: maybe(serverAddress),
  secretFile: maybe(text),
  allowPlainHttp: maybe(z.boolean()),
  owner: maybe(text),
  profile: maybe(text),
  memory: maybe(size),
  cpus: maybe(positive.check(z.maximum(4096))),
  pids: maybe(count.check(z.maximum(4_194_304))),
  workspace: maybe(text),
  setup: maybe(z.array(text)),
  teardown: maybe(z.array(text)),
  env: maybe(z.record(variableName, z.string())),
  agents: maybe(z.record(z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/)), agent)),
  secrets: maybe(z.record(variableName, secret)),
  images: maybe(
    z.strictObject({
      ...{ registry: maybe(text), org: maybe(text), version: maybe(text), base: maybe(text) },
      session: maybe(z.string()),
      tasks: maybe(z.record(agentName, z.string())),
    }),
  ),
  build: maybe(
    z.strictObject({
      ...{ caBundle: maybe(text), npmRegistry: maybe(webAddress) },
      concurrency: maybe(count.check(z.maximum(64))),
      secrets: maybe(z.record(secretId, text)),
    }),
  ),
  mounts: maybe(
    z.array(
      z.strictObject({
        source: text,
        target: text.check(z.startsWith('/')),
        isReadOnly: z._default(z.boolean(), true),
      }),
    ),
  ),
  network: maybe(text),
  allowRoot: maybe(z.boolean()),
  allowNoIsolation: maybe(z.boolean()),
  profiles: maybe(z.array(text)),
  tasks: maybe(
    z.strictObject({
      agent: maybe(text),
      concurrency: maybe(count.check(z.maximum(1000))),
      keepFor: maybe(text.check(z.refine((time) => time === 'forever' || parseDuration(time).ok))),
      keepSize: maybe(size),
    }),
  ),
  dashboard: maybe(
    z.strictObject({
      theme: maybe(z.enum(['dark', 'light', 'contrast', 'colorblind'])),
      mouse: maybe(z.boolean()),
      keys: maybe(z.record(z.string(), z.union([keyName, z.array(keyName)]))),
      columns: maybe(z.array(z.enum(columnNames))),
      sort: maybe(z.enum([...sortNames, ...sortNames.map(otherWayRound)])),
      group: maybe(z.enum(groupings)),
      notify: maybe(notify),
    }),
  ),
})

export type ConfigValues = z.output<typeof valuesSchema>
