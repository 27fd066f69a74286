import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { ImageStep } from './image-step.ts'

/** What an image is wanted for: a person's session in a terminal, or one headless task of an agent. */
export type ImageMode = 'session' | 'task'

/** Images by what they are for. An empty value counts as none. */
export interface ImageSettings {
  readonly session: string | undefined
  /** By agent; what `default` names is for all others. */
  readonly tasks: Readonly<Record<string, string>>
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
  { settings, defaultProfile }: { readonly settings: ImageSettings; readonly defaultProfile: string },
): Result<ResolvedImage, ImageFailure> {
  const chain = wanted.mode === 'session' ? [sessionStep(settings)] : taskChain(wanted.agent, settings)
  const taken = chain.find(({ image }) => image !== undefined)
  if (taken?.image === undefined)
    return fail({
      reason: 'no-image-chosen',
      mode: wanted.mode,
      usual: defaultProfile,
      tried: chain.map(({ name }) => name),
      chain,
    })
  return ok({ image: taken.image, from: taken.name, chain })
}

const sessionStep = ({ session }: ImageSettings): ImageStep => step('TTYD_IMAGE', 'images.session', session)

const taskChain = (agent: string | undefined, settings: ImageSettings): readonly ImageStep[] => {
  const said = new Map(
    Object.entries(settings.tasks).map(([name, image]) => [taskVariable(name), { name, image }]),
  )
  const wanted = new Map(
    [...(agent === undefined ? [] : [agent]), 'default'].map((name) => [taskVariable(name), name]),
  )
  const steps = [...wanted].map(([variable, name]) =>
    step(variable, `images.tasks.${said.get(variable)?.name ?? name}`, said.get(variable)?.image),
  )
  return [...steps, sessionStep(settings)]
}

const step = (name: string, key: string, said: string | undefined): ImageStep => {
  const image = said?.trim() || undefined
  return { name, key, image, isEmpty: said !== undefined && image === undefined }
}

/** `claude` → `TASK_IMAGE_CLAUDE`, `my-agent` → `TASK_IMAGE_MY_AGENT`. */
export const taskVariable = (agent: string): string =>
  `TASK_IMAGE_${agent.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`
