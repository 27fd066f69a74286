import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Puts a new agent's form into a checkout, to be filled in; answers the files that it made and changed. Throws where the name can't be one. */
export function newAgent(root: string, name: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 32)
    throw new Error(
      `${JSON.stringify(name)} can't be an agent's name: lower-case letters, digits and hyphens, 32 at most.`,
    )
  if (existsSync(join(root, 'src/agents', name))) throw new Error(`there is an agent ${name} already.`)
  const made = Object.entries(newFiles(name))
  // All or nothing: what is to be changed is looked for before anything is written.
  const changed = changes(name).map(({ file, change }) => {
    const text = readFileSync(join(root, file), 'utf8')
    const after = change(text)
    if (after === text)
      throw new Error(`${file} doesn't look as it did: no place for ${name} was found in it.`)
    return [file, after] as const
  })
  for (const [file, text] of [...made, ...changed]) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return [...made, ...changed].map(([file]) => file)
}

const camel = (name: string): string =>
  name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

const newFiles = (name: string): Readonly<Record<string, string>> => ({
  [`src/agents/${name}/form.ts`]: `import type { AgentForm } from '../form.ts'
import { ${camel(name)}Hooks } from './hooks.ts'

/** ${capital(name)}: its documentation's address, and what which version was seen to do. */
export const ${camel(name)}: AgentForm = {
  name: '${name}',
  title: '${capital(name)}',
  tools: '${name}',
  // What lets it in, by the variables that it reads; the first is the one of \`agents.${name}.apiKey\`.
  secrets: [],
  hooks: ${camel(name)}Hooks,
  // How text gets in: \`{ clear: ['C-u'], enterAfterMs: 0 }\`. Without it, hal gives it no prompts.
  box: 'unknown',
  // Where its answer is: \`{ in: 'hook', key: '…' }\`. Without it, its screen has it.
  answer: undefined,
  // How one logs in with its program. Without it, it has a key alone.
  login: undefined,
  // 'interrupt' where its program ends when it gets SIGINT, in the middle of its work, too.
  endsBy: 'container',
  launch: (wish) => ({
    argv: [
      '${name}',
      // Words with which it acts without asking, and those with which it asks.
      ...(wish.isUnattended ? [] : []),
      ...(wish.model === undefined ? [] : ['--model', wish.model]),
    ],
    // Where its models are (\`wish.baseUrl\`), and that it doesn't update itself.
    env: {},
    secretVariables: [...wish.secrets],
    // What it would ask before its first prompt.
    seeds: {},
    files: {},
  }),
}
`,
  [`src/agents/${name}/hooks.ts`]: `import type { HookRule } from '../hook-rules.ts'

/** Of which version, and what no hook tells. Such as \`{ event: 'Stop', says: 'idle', keeps: 'answer' }\`. */
export const ${camel(name)}Hooks: readonly HookRule[] = []
`,
  [`docker/tools/agents/${name}.json`]: `${JSON.stringify(
    {
      description: capital(name),
      fetch: { [name]: { npm: `${name}-linux-{node-arch}`, put: { [`package/${name}`]: `/${name}` } } },
      commands: { [name]: [`{dir}/${name}`] },
    },
    undefined,
    2,
  )}\n`,
})

interface Change {
  readonly file: string
  readonly change: (text: string) => string
}

/** Where all agents are named: each gets its row. */
const changes = (name: string): readonly Change[] => [
  {
    file: 'src/agents/forms.ts',
    change: (text) =>
      text
        .replace(/^import \{ shell \}/m, `import { ${camel(name)} } from './${name}/form.ts'\n$&`)
        .replace(/, shell\]/, `, ${camel(name)}, shell]`),
  },
  {
    file: 'src/agents/names.ts',
    change: (text) => text.replace(/, 'shell'\]/, `, '${name}', 'shell']`),
  },
  {
    file: 'docker/pins.json',
    change: (text) => {
      const pins = Object.entries({ ...JSON.parse(text), [name]: { version: '0.0.0' } })
      const sorted = Object.fromEntries(pins.sort(([one], [other]) => (one < other ? -1 : 1)))
      return `${JSON.stringify(sorted, undefined, 2)}\n`
    },
  },
  {
    file: 'src/agents/forms.test.ts',
    change: (text) =>
      text.replace(/(?:^ +"\S.*": ".*",\n)+(?= +\}\n +`\))/m, (rows) =>
        withRow(rows, `"${name}": "${name}",`),
      ),
  },
  {
    file: 'test/catalogue/agents.test.ts',
    change: (text) => text.replace(/^(const agents = \[.*)\]$/m, `$1, '${name}']`),
  },
  {
    file: 'test/rigs/agent-person.ts',
    change: (text) => text.replace(/^( +)copilot: .*$/m, `$&\n$1'${name}': (address) => address,`),
  },
  {
    file: 'test/e2e/agents.test.ts',
    change: (text) => text.replace("copilot: 'Enter' }", `copilot: 'Enter', '${name}': 'Enter' }`),
  },
]

/** A snapshot's rows stand in the order of their keys. */
const withRow = (rows: string, row: string): string => {
  const [first = '', ...others] = rows.trimEnd().split('\n')
  const indent = /^ */.exec(first)?.[0] ?? ''
  const keyOf = (line: string): string => /"(.*?)":/.exec(line)?.[1] ?? ''
  const sorted = [first, ...others, `${indent}${row}`].sort((one, other) =>
    keyOf(one) < keyOf(other) ? -1 : 1,
  )
  return `${sorted.join('\n')}\n`
}
