import type { BuildUpdate } from '../images/layer-state.ts'
import type { StartStage } from '../workers/verbs.ts'
import { BuildScreen } from './build-screen.ts'
import type { CliContext } from './command.ts'
import { lookOf, remarkOn } from './report.ts'

/** What takes its time at a start, said when it happens, and once: on stderr, as what is asked for is the worker. */
export function startRemarks(context: CliContext) {
  const said = new Set<StartStage>()
  const build = buildRemarks(context)
  return {
    start: {
      onProgress: (_: string, stage: StartStage): void => {
        const remark = remarks[stage]
        if (remark === undefined || said.has(stage)) return
        said.add(stage)
        remarkOn(context, remark)
      },
      onBuild: build.take,
    },
    /** All workers are there, or not. */
    end: build.end,
    [Symbol.dispose]: () => build[Symbol.dispose](),
  }
}

const remarks: Partial<Readonly<Record<StartStage, string>>> = {
  tools:
    'making the tools that every worker gets (once per engine; a minute or two where they must be built) …',
  'agent-tools':
    'making the agent’s tools (once per engine and version: its program is fetched, and the tools that every worker gets are built where they are missing; a minute or more) …',
  pulling: 'the image is not on this engine yet: pulling it …',
}

/** A profile that was never built here is built before its first worker starts. */
function buildRemarks(context: CliContext) {
  let screen: BuildScreen | undefined
  // Parents come first: the last one is the profile that was asked for.
  const layers = new Set<string>()
  const dispensable = new Set<string>()
  return {
    [Symbol.dispose]: () => screen?.end(),
    take: (update: BuildUpdate) => {
      if (screen === undefined) {
        remarkOn(context, 'the profile has no image on this engine yet: building it (once) …')
        screen = new BuildScreen(context.io.stderr, lookOf(context).paint)
      }
      screen.take(update)
      layers.add(update.layer)
      if (update.state.kind === 'failed' && update.state.dispensable !== undefined)
        dispensable.add(update.state.dispensable)
    },
    end: () => {
      screen?.end()
      if (dispensable.size === 0) return
      const command = `hal build-profiles ${[...layers].at(-1)} --allow-missing`
      remarkOn(context, `images can do without ${[...dispensable].join(', ')}: \`${command}\` builds it so.`)
    },
  }
}
