// `node scripts/new-agent.ts NAME`: a new agent's form, to be filled in. docs/add-an-agent.md goes on from there.
import { join } from 'node:path'
import { newAgent } from './lib/new-agent.ts'

const [name] = process.argv.slice(2)
if (name === undefined) {
  process.stderr.write('Usage: node scripts/new-agent.ts NAME\n')
  process.exitCode = 2
} else {
  try {
    const files = newAgent(join(import.meta.dirname, '..'), name)
    process.stdout.write(files.map((file) => `  ${file}\n`).join(''))
    process.stdout.write(`
Fill in:
  1. docker/tools/agents/${name}.json: where its program is fetched from; \`hal images upgrade --file docker/pins.json ${name}@VERSION\` pins it
  2. src/agents/${name}/form.ts: how it is started, both asking and not
  3. src/agents/${name}/hooks.ts: which of its hooks says what
  4. its screens, and the rows that the tests have got: docs/add-an-agent.md
\`npm run format\` makes it look like the rest.
`)
  } catch (error) {
    process.stderr.write(`new-agent: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
