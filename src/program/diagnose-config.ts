import type { Diagnosis } from '../cli/command.ts'
import type { ConfigFailure } from '../config/config-failure.ts'
import type { GatheredConfig, IgnoredLimit } from '../config/load.ts'
import { sentenceOf } from '../present/failure.ts'

const bundleKey = 'build.caBundle'

/** What of the config can't be used, each with what to do. All of `hal doctor` stands on what is left of it. */
export function diagnoseConfig({ config, files, failures, leftAside }: GatheredConfig): readonly Diagnosis[] {
  const isOfBundle = (failure: ConfigFailure) => 'path' in failure && failure.path === bundleKey
  const wrong = failures.map((failure) => bad(isOfBundle(failure) ? 'ca bundle' : 'config', failure))
  const read = files
    .map(({ path }) => path)
    .filter((path) => failures.every((failure) => failure.file !== path || isOfBundle(failure)))
  return [
    ...(read.length > 0 || failures.length === 0 ? [good('config', read.join(', ') || 'none')] : []),
    ...wrong,
    ...leftAside.map(ignored),
    ...(failures.some(isOfBundle) ? [] : [good('ca bundle', config.build.caBundle ?? 'none set')]),
  ]
}

const good = (what: string, detail: string): Diagnosis => ({ what, state: 'ok', detail, next: undefined })

const ignored = ({ path, value, holds, file }: IgnoredLimit): Diagnosis => ({
  what: 'config',
  state: 'warning',
  detail: `${file} sets ${path} to ${value}, which is left aside: a project can only lower the ${holds} that you allow`,
  next: `Set ${path} in your own config (\`hal config path\` says where that is) if you want that much.`,
})

const bad = (what: string, failure: ConfigFailure): Diagnosis => {
  const { what: detail, next } = sentenceOf(failure)
  return { what, state: 'failed', detail, next: next ?? `Correct ${failure.file}.` }
}
