import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { ContainerSpec, Engine, Image } from '../engines/engine.ts'
import { createLimiter } from '../lib/limiter.ts'
import { ok, type Result } from '../lib/result.ts'
import type { ImageFailure } from './image-failure.ts'
import { imageLabels, missingIn } from './labels.ts'
import type { Profile } from './profile.ts'

/** One tool that a profile promises, as its image has it. */
export interface KeptPromise {
  readonly tool: string
  readonly promised: string
  /** What the tool says of its version; `undefined`: it is not there, or says nothing of one. */
  readonly found: string | undefined
  /** `left-out`: the image was built without it, and says so. */
  readonly state: 'kept' | 'broken' | 'left-out'
}

export interface VerifiedImage {
  readonly profile: string
  readonly image: string
  readonly tools: readonly KeptPromise[]
  /** What else a worker of any user id would trip over, in words. */
  readonly problems: readonly string[]
}

/** A user that no image knows, as some clusters give one: uid 12345 in the group root. */
const anyUser = '12345:0'

/**
 * Looks into each image as whoever runs it would: any user id, no capabilities, no network, `HOME` in `/tmp`. Every promised tool must answer with a version that begins with the promised one.
 */
export async function verifyImages(
  engine: Engine,
  built: readonly { readonly profile: Profile; readonly image: Image; readonly reference: string }[],
  onImage: (verified: VerifiedImage) => void,
): Promise<Result<readonly VerifiedImage[], ImageFailure>> {
  await removeEnded(engine)
  const inTurn = createLimiter(2)
  const results = await Promise.all(
    built.map((one) =>
      inTurn(async () => {
        const verified = await verifyImage(engine, one)
        if (verified.ok) onImage(verified.value)
        return verified
      }),
    ),
  )
  const failed = results.find((result) => !result.ok)
  return failed ?? ok(results.flatMap((result) => (result.ok ? [result.value] : [])))
}

/** What a hal left behind that was killed while it looked. */
async function removeEnded(engine: Engine): Promise<void> {
  const left = await engine.list({ [imageLabels.kind]: 'verify' })
  if (!left.ok) return
  const ended = left.value.filter(({ status }) => status.kind === 'exited')
  await Promise.all(ended.map(({ id }) => engine.remove(id)))
}

async function verifyImage(
  engine: Engine,
  {
    profile,
    image,
    reference,
  }: { readonly profile: Profile; readonly image: Image; readonly reference: string },
): Promise<Result<VerifiedImage, ImageFailure>> {
  const created = await engine.create(container(reference))
  if (!created.ok) return created
  try {
    const started = await engine.start(created.value)
    if (!started.ok) return started
    const answers = await ask(engine, created.value, Object.keys(profile.promises))
    if (!answers.ok) return answers
    const leftOut = new Set(missingIn(image.labels))
    const tools = Object.entries(profile.promises).map(([tool, promised]): KeptPromise => {
      const found = answers.value.get(tool)
      if (found === undefined && leftOut.has(tool)) return { tool, promised, found, state: 'left-out' }
      return { tool, promised, found, state: isKept(promised, found) ? 'kept' : 'broken' }
    })
    const problems = (answers.value.get('problem:') ?? '').split('\u001f').filter((line) => line !== '')
    return ok({ profile: profile.name, image: reference, tools, problems })
  } finally {
    await engine.remove(created.value, { force: true })
  }
}

const container = (image: string): ContainerSpec => ({
  name: `hal.verify.${randomBytes(4).toString('hex')}`,
  image,
  labels: { [imageLabels.kind]: 'verify' },
  entrypoint: ['/bin/sh', '-c', 'sleep 600'],
  command: [],
  env: { HOME: '/tmp' },
  user: anyUser,
  workdir: '/tmp',
  hostname: 'verify',
  network: 'none',
  mounts: [],
  limits: { memoryBytes: 2 * 1024 ** 3, cpus: 1, pids: 512 },
})

/** By tool, what it says of its version in one line; under `problem:`, what else is wrong. */
async function ask(
  engine: Engine,
  id: string,
  tools: readonly string[],
): Promise<Result<ReadonlyMap<string, string>, ImageFailure>> {
  const asked = await engine.exec(id, { argv: ['/bin/sh', '-c', script, 'verify', ...tools] })
  if (!asked.ok) return asked
  asked.value.stream.end()
  const lines = (await text(asked.value.stream)).split('\n')
  const answers = new Map<string, string>()
  for (const line of lines) {
    const [tool = '', answer = ''] = line.split('\t', 2)
    if (tool === 'problem:') answers.set(tool, `${answers.get(tool) ?? ''}${answer}\u001f`)
    else if (answer !== '') answers.set(tool, answer.replaceAll(colours, ''))
  }
  return ok(answers)
}

const colours = /\x1b\[[0-9;]*m/g

/** Tools say their version in five ways; the first line with a number in it counts. */
const script = `
for tool do
  command -v "$tool" > /dev/null 2>&1 || continue
  for flag in --version -version version -V -v; do
    said=$(timeout 20 "$tool" "$flag" 2>&1 < /dev/null) || continue
    line=$(printf '%s\\n' "$said" | grep -m 1 '[0-9]') || continue
    printf '%s\\t%s\\n' "$tool" "$line"
    break
  done
done
[ -w "$HOME" ] || printf 'problem:\\t%s\\n' 'its user can not write its home'
sh -c 'exit 7'; [ $? -eq 7 ] || printf 'problem:\\t%s\\n' 'exit statuses get lost'
find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /var/tmp \\) -prune \\
  -o -perm -0002 ! -type l ! -perm -1000 -print 2> /dev/null | head -n 5 | while read -r path; do
  printf 'problem:\\t%s\\n' "anybody can write $path"
done
`

/** `24.21` is kept by `v24.21.0`; an empty promise by whatever answers. */
export const isKept = (promised: string, found: string | undefined): boolean =>
  found !== undefined &&
  (promised === '' || new RegExp(`(^|[^0-9.])${promised.replaceAll('.', '\\.')}($|[^0-9])`).test(found))
