import { existsSync, readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageDir = fileURLToPath(new URL('..', import.meta.url))
const [first, ...others] = process.argv.slice(2)

// What Node plans to drop and a library still calls is no news for a person.
process.noDeprecation = true

// Nor that Node 22 calls its SQLite an experiment: hal locks a file by it, and keeps nothing in it.
const { emitWarning } = process
process.emitWarning = (...words: readonly unknown[]) => {
  if (!String(words[0]).startsWith('SQLite is an experimental')) Reflect.apply(emitWarning, process, words)
}

// Asked for alone, the version costs nothing but this file.
if (others.length === 0 && (first === '--version' || first === '-V' || first === 'version')) {
  process.stdout.write(`${readVersion()}\n`)
} else {
  const { stateDirOf } = await import('./config/paths.ts')
  const stateDir = stateDirOf(process.env, homedir())
  // Half of a short command is V8 reading hal: what it has read once is kept. Node would make the folder readable for others, so it has to be there.
  if (existsSync(stateDir)) enableCompileCache(join(stateDir, 'compiled'))
  const { runCli } = await import('./program/run-cli.ts')
  process.exitCode = await runCli({
    argv: process.argv.slice(2),
    version: readVersion(),
    packageDir,
    process,
    home: homedir(),
    userName: userName(),
  })
}

/** A user id may have no account, as in containers that run as any. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.()}`
  }
}

function readVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const version =
    typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : undefined
  return typeof version === 'string' ? version : 'unknown'
}
