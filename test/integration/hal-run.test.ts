import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { busyboxImage, type MadeImage } from '../rigs/busybox.ts'
import { ToolsContainer } from '../rigs/tools-container.ts'

const halRun = '/tools/bin/hal-run'

let bare: MadeImage
beforeAll(async () => {
  bare = await busyboxImage('run')
})
afterAll(() => bare[Symbol.asyncDispose]())

describe.each(['Debian', 'nothing but BusyBox'])('a run in an image with %s', (root) => {
  let worker: ToolsContainer
  beforeAll(async () => {
    worker = await ToolsContainer.start(root === 'Debian' ? 'debian:bookworm-slim' : bare.reference)
  })
  afterAll(() => worker[Symbol.asyncDispose]())

  const folder = async (prompt = '') => {
    const path = `/tmp/run-${randomBytes(4).toString('hex')}`
    await worker.sh(`mkdir ${path} && cat > ${path}/prompt`, prompt)
    return path
  }
  const begin = (path: string, script: string) => worker.run([halRun, path, 'sh', '-c', script])
  const followed = async (path: string, offset = 0) =>
    worker.sh(`mkfifo ${path}/held-${offset} && { sleep 100000 > ${path}/held-${offset} & }
      ${halRun} --follow ${path} ${offset} < ${path}/held-${offset}; echo "=$?"; kill $!`)
  const read = (path: string) => worker.sh(`cat ${path}`)
  /** How many processes there are of exactly these words. */
  const processes = (words: string) =>
    worker.sh(`count=0
      for each in /proc/[0-9]*/cmdline; do
        [ "$(tr '\\0' ' ' < "$each" 2>/dev/null)" != '${words} ' ] || count=$((count + 1))
      done
      echo $count`)

  test('is given its prompt, and leaves what it printed and its status', async () => {
    const path = await folder('fix it\n')
    const ran = await begin(path, 'cat; echo trouble >&2; exit 7')
    expect(ran).toEqual({ stdout: '', stderr: '', exitCode: 0 })
    expect(await followed(path)).toBe('fix it\n=0\n')
    expect(await read(`${path}/status`)).toBe('7\n')
    expect(await read(`${path}/errors`)).toBe('trouble\n')
  })

  test('is followed while it goes on, from any byte', async () => {
    const path = await folder()
    await worker.sh(`mkfifo ${path}/gate`)
    await begin(path, `echo one; cat ${path}/gate`)
    const all = followed(path)
    const rest = followed(path, 2)
    await worker.sh(`echo two > ${path}/gate`)
    expect(await all).toBe('one\ntwo\n=0\n')
    expect(await rest).toBe('e\ntwo\n=0\n')
  })

  test('is waited for by its follower and by who begins it', async () => {
    const path = await folder()
    await worker.sh(`mv ${path}/prompt ${path}/held`)
    const all = followed(path)
    const began = worker.sh(`${halRun} --await ${path} && ${halRun} ${path} cat`)
    await worker.sh(`echo late > ${path}/held; mv ${path}/held ${path}/prompt`)
    await began
    expect(await all).toBe('late\n=0\n')
  })

  const open = async () => {
    const path = `/tmp/run-${randomBytes(4).toString('hex')}`
    await worker.sh(`mkdir ${path} && : > ${path}/in`)
    return path
  }
  const say = (path: string, offset: number, text: string, length = text.length) =>
    worker.sh(`${halRun} --say ${path} ${offset} ${length}; echo $?`, text)

  test('hears what is said while it goes on, in order, until an empty line', async () => {
    const path = await open()
    await begin(path, 'while read -r line; do echo "heard $line"; done; echo over')
    const all = followed(path)
    expect(await say(path, 0, 'one\n')).toBe('0\n')
    await worker.sh(`until grep -q one ${path}/output; do :; done`)
    expect(await say(path, 4, 'two\nthree\n')).toBe('0\n')
    expect(await say(path, 14, '\nnever heard\n')).toBe('0\n')
    expect(await all).toBe('heard one\nheard two\nheard three\nover\n=0\n')
  })

  test('hears what was said before it began, and of any length', async () => {
    const path = await open()
    const long = `${'a'.repeat(3_000_000)}\n`
    expect(await say(path, 0, long)).toBe('0\n')
    expect(await say(path, long.length, '\n')).toBe('0\n')
    await worker.sh(`${halRun} --await ${path}`)
    await begin(path, 'wc -c')
    expect((await followed(path)).trim()).toBe('3000001\n=0')
  })

  test('is told nothing that came too late, or in part', async () => {
    const path = await open()
    expect(await say(path, 0, 'one\n')).toBe('0\n')
    expect(await say(path, 0, 'two\n')).toBe('5\n')
    expect(await say(path, 4, 'thr', 6)).toBe('1\n')
    expect(await read(`${path}/in`)).toBe('one\n')
  })

  test('hears nothing of a word that whoever said it was killed at, and all that is said after it', async () => {
    const path = await open()
    await begin(path, 'while read -r line; do echo "heard $line"; done; echo over')
    expect(await say(path, 0, 'one\n')).toBe('0\n')
    await worker.sh(`printf 'half of a l' >> ${path}/in`)
    const longer = 'one\nhalf of a l'.length
    expect(await say(path, longer, 'two\n')).toBe('5\n')
    expect(await say(path, 4, 'two\n')).toBe('0\n')
    expect(await say(path, 8, '\n')).toBe('0\n')
    expect(await followed(path)).toBe('heard one\nheard two\nover\n=0\n')
  })

  test('leaves nobody who would hand it more when it is over', async () => {
    const path = await open()
    await begin(path, 'read -r line; echo "$line"')
    expect(await say(path, 0, 'enough\n')).toBe('0\n')
    expect(await followed(path)).toBe('enough\n=0\n')
    expect(await processes(`${halRun} ${path} sh -c read -r line; echo "$line"`)).toBe('0\n')
  })

  test('that is stopped while it waits to be told more leaves nothing', async () => {
    const path = await open()
    await begin(path, 'echo ready; read -r line')
    await worker.sh(`until grep -q ready ${path}/output; do :; done; ${halRun} --stop ${path}`)
    expect(await read(`${path}/status`)).toBe('130\n')
    expect(await processes(`${halRun} ${path} sh -c echo ready; read -r line`)).toBe('0\n')
  })

  test('leaves nothing behind that it started', async () => {
    const path = await folder()
    await begin(path, 'setsid sleep 54321 & (sleep 54321 &) ; echo done')
    expect(await followed(path)).toBe('done\n=0\n')
    expect(await processes('sleep 54321')).toBe('0\n')
  })

  test('is told to stop, and may end as it likes', async () => {
    const path = await folder()
    await begin(path, "trap 'echo stopped; exit 3' INT; echo ready; while :; do sleep 0.1; done")
    await worker.sh(`until grep -q ready ${path}/output; do :; done; ${halRun} --stop ${path}`)
    expect(await read(`${path}/output`)).toBe('ready\nstopped\n')
    expect(await read(`${path}/status`)).toBe('3\n')
  })

  test('that is stopped before it has begun never begins', async () => {
    const path = await folder()
    expect(await worker.run([halRun, '--stop', path])).toMatchObject({ exitCode: 0 })
    expect((await begin(path, 'echo late')).exitCode).toBe(3)
    expect(await followed(path)).toBe('=4\n')
    expect(await worker.run([halRun, '--stop', path])).toMatchObject({ exitCode: 0 })
  })

  test('that pays no heed is ended, with all that it started', async () => {
    const path = await folder()
    await begin(path, "trap '' INT TERM HUP; setsid sleep 65432 & echo ready; while :; do sleep 65432; done")
    await worker.sh(`until grep -q ready ${path}/output; do :; done; ${halRun} --stop ${path}`)
    expect(await read(`${path}/status`)).toBe('137\n')
    expect(await processes('sleep 65432')).toBe('0\n')
  })

  test('that was killed with its keeper is told from one that ended', async () => {
    const path = await folder()
    await begin(path, 'echo ready; exec sleep 76543')
    const following = followed(path)
    await worker.sh(`until grep -q ready ${path}/output; do :; done
      for each in /proc/[0-9]*; do
        case "$(tr '\\0' ' ' < $each/cmdline 2>/dev/null)" in '${halRun} ${path} '*) kill -9 "\${each##*/}";; esac
      done`)
    expect(await following).toBe('ready\n=4\n')
  })

  test('is one in its folder', async () => {
    const path = await folder()
    await begin(path, 'echo one')
    expect(await followed(path)).toBe('one\n=0\n')
    expect((await begin(path, 'echo two')).exitCode).toBe(3)
    expect(await read(`${path}/output`)).toBe('one\n')
  })

  test('says which program there is none of', async () => {
    const path = await folder()
    await worker.run([halRun, path, 'no-such-program'])
    expect(await followed(path)).toBe('=0\n')
    expect(await read(`${path}/status`)).toBe('127\n')
    expect(await read(`${path}/errors`)).toBe('no-such-program: No such file or directory\n')
  })

  test('has no more than its own folder: a link in the place of its output is not followed', async () => {
    const path = await folder()
    await worker.sh(`echo precious > /tmp/precious && ln -s /tmp/precious ${path}/output`)
    await begin(path, 'echo bad')
    expect(await followed(path)).toBe('=0\n')
    expect(await read('/tmp/precious')).toBe('precious\n')
  })
})
