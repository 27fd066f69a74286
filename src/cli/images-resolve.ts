import type { ImageStep } from '../images/choose/image-step.ts'
import { taskVariable } from '../images/choose/resolve.ts'
import { closest } from '../lib/closest.ts'
import { outcomeGlyphs } from '../present/style.ts'
import { table } from '../present/table.ts'
import type { CliContext, Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, textOption } from './values.ts'

/** The image alone, for scripts; with --explain every place in its order, the one that was taken marked. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const isExplained = isSet(options, 'explain') && !isJson
  const agent = textOption(options, 'agent')
  if (options['mode'] === 'session' && agent !== undefined) {
    remarkOn(
      context,
      "a session's image is the same for every agent. Leave out --agent, or ask for --mode task.",
    )
    return 2
  }
  if (agent !== undefined) await remarkOnStranger(context, agent)
  const mode = options['mode'] === 'task' || agent !== undefined ? 'task' : 'session'
  const resolved = await context.images.resolve({ mode, agent })
  if (!resolved.ok) {
    const { failure } = resolved
    if (isExplained && failure.reason === 'no-image-chosen') explain(context, failure.chain)
    return reportFailure(context, failure, { isJson })
  }
  const { image, from, chain } = resolved.value
  if (isJson) {
    const places = chain.map((step) => ({ name: step.name, image: step.image ?? null }))
    printJson(context, { version: 1, image, from, chain: places })
  } else if (isExplained) explain(context, chain, from)
  else print(context, image)
  return 0
}

/** Who runs tasks may have agents that hal doesn't know, so such a name is no failure; it may be a slip, too. */
async function remarkOnStranger(context: CliContext, agent: string): Promise<void> {
  const agents = await context.workers.agents()
  if (!agents.ok) return
  const named = Object.keys(context.config.config.images.tasks).filter((name) => name !== 'default')
  const known = [...agents.value.map(({ name }) => name), ...named]
  if (known.some((name) => taskVariable(name) === taskVariable(agent))) return
  const meant = closest(agent, known)
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
  remarkOn(context, `hal knows no agent ${agent}, and no image is named for it alone.${hint}`)
}

function explain(context: CliContext, chain: readonly ImageStep[], from?: string): void {
  const { ok } = outcomeGlyphs(lookOf(context).isUnicode)
  const rows = chain.map(({ name, key, image, isEmpty }) => [
    { text: name === from ? ok : ' ' },
    { text: name },
    { text: key },
    { text: image ?? (isEmpty ? 'empty' : 'not set') },
  ])
  print(context, table(rows).join('\n'))
}
