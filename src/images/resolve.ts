import { fail, ok, type Result } from '../lib/result.ts'
import type { ImageFailure } from './image-failure.ts'

/** What an image is wanted for: a person's session in a terminal, or one headless task of an agent. */
export type ImageMode = 'session' | 'task'

/** Images by what they are for. An empty value counts as none. */
export interface ImageSettings {
  readonly session: string | undefined
  /** By agent; what `default` names is for all others. */
  readonly tasks: Readonly<Record<string, string>>
}

/** One place that was looked at. */
export interface ImageStep {
  /** The name of its variable, by which all of them are known: `TASK_IMAGE_CODEX`. */
  readonly name: string
  readonly image: string | undefined
}

export interface ResolvedImage {
  readonly image: string
  /** The name of the step that has it. */
  readonly from: string
  /** All places in their order, those after the one that was taken too. */
  readonly chain: readonly ImageStep[]
}

/** session: TTYD_IMAGE. task: TASK_IMAGE_<AGENT>, else TASK_IMAGE_DEFAULT, else TTYD_IMAGE. */
export function resolveImage(
  wanted: { readonly mode: ImageMode; readonly agent?: string | undefined },
  settings: ImageSettings,
): Result<ResolvedImage, ImageFailure> {
  const chain = wanted.mode === 'session' ? [sessionStep(settings)] : taskChain(wanted.agent, settings)
  const taken = chain.find(({ image }) => image !== undefined)
  if (taken?.image === undefined)
    return fail({ reason: 'no-image-chosen', mode: wanted.mode, tried: chain.map(({ name }) => name) })
  return ok({ image: taken.image, from: taken.name, chain })
}

const sessionStep = ({ session }: ImageSettings): ImageStep => ({ name: 'TTYD_IMAGE', image: value(session) })

const taskChain = (agent: string | undefined, settings: ImageSettings): readonly ImageStep[] => {
  const images = new Map(Object.entries(settings.tasks).map(([name, image]) => [taskVariable(name), image]))
  const names = [...(agent === undefined ? [] : [taskVariable(agent)]), taskVariable('default')]
  const steps = [...new Set(names)].map((name) => ({ name, image: value(images.get(name)) }))
  return [...steps, sessionStep(settings)]
}

/** `claude` → `TASK_IMAGE_CLAUDE`, `my-agent` → `TASK_IMAGE_MY_AGENT`. */
export const taskVariable = (agent: string): string =>
  `TASK_IMAGE_${agent.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`

const value = (image: string | undefined): string | undefined => image?.trim() || undefined
