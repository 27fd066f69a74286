import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { busyboxImage, foreignImage, type MadeImage, shelllessImage } from '../rigs/busybox.ts'
import { docker, list, Person } from '../rigs/hal.ts'

let person: Person
beforeAll(() => {
  person = new Person()
})
afterAll(() => person[Symbol.asyncDispose]())

describe('an image with nothing but BusyBox', () => {
  let image: MadeImage
  let name: string
  beforeAll(async () => {
    image = await busyboxImage(person.tag)
    name = person.name('bare')
    await person.ok('start', name, '--image', image.reference)
  })
  afterAll(async () => {
    await person.ok('rm', name, '--force')
    await image[Symbol.asyncDispose]()
  })
  const capture = (text: string) => person.hal(['send', name, text, '--capture'])

  test.each([
    ['a word', 'echo word', 'word\n', 0],
    [
      'quotes',
      `printf '%s|' 'single "double"' "it's" "a\\\\b" '$HOME' ';'`,
      `single "double"|it's|a\\b|$HOME|;|`,
      0,
    ],
    ['several lines', 'for i in 1 2; do\n  echo "$i"\ndone\ncat <<END\nhere\nEND', '1\n2\nhere\n', 0],
    ['nothing', 'true', '', 0],
    ['a status', 'echo before; (exit 9)', 'before\n', 9],
    ['a failure', 'false', '', 1],
    ['no newline at the end', 'printf "no newline"', 'no newline', 0],
    ['other people’s letters', 'echo "héllo 世界"', 'héllo 世界\n', 0],
  ])('captures %s', async (_, text, stdout, exitCode) => {
    expect(await capture(text)).toEqual({ stdout, stderr: '', exitCode })
  })

  test('takes a command longer than a terminal’s line, and brings back more than a screen', async () => {
    const long = 'x'.repeat(6000)
    expect((await capture(`word=${long}; echo $word`)).stdout).toBe(`${long}\n`)
    const lines = Array.from({ length: 20_000 }, (_, line) => `${line + 1}\n`).join('')
    expect((await capture('seq 1 20000')).stdout).toBe(lines)
  })

  test('remembers, as one shell does', async () => {
    await capture('cd /bin; colour=red')
    expect((await capture('pwd; echo $colour')).stdout).toBe('/bin\nred\n')
  })

  test('says what is unfinished, and goes on', async () => {
    const open = await capture('echo "never closed')
    expect(open.exitCode).toBe(125)
    expect(await capture('echo well')).toMatchObject({ stdout: 'well\n', exitCode: 0 })
  })

  test('its shell’s end is said, and a fresh one takes its place', async () => {
    const ended = await capture('echo bye; exit 3')
    expect(ended).toMatchObject({ stdout: 'bye\n', exitCode: 125 })
    expect(ended.stderr).toContain('ended its own shell with status 3')
    expect(await capture('echo fresh')).toMatchObject({ stdout: 'fresh\n', exitCode: 0 })
  })

  test('shows its screen and its log', async () => {
    await person.ok('send', name, 'clear; echo on-the-screen', '--capture')
    expect(await person.ok('capture', name)).toContain('on-the-screen')
    expect(await person.ok('logs', name)).toContain('on-the-screen')
  })

  test('is attached to', async () => {
    await using terminal = person.terminal(['attach', name], { columns: 90, rows: 20 })
    await terminal.waitFor(/[#$] $/m)
    terminal.type('echo attached $((6*7))\r')
    await terminal.waitFor('attached 42')
    terminal.type('\x02d')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  })

  test('runs as an ordinary user that the image has never heard of', async () => {
    expect((await capture('[ "$(id -u)" -gt 0 ] && echo not root')).stdout).toBe('not root\n')
    expect((await capture('touch ~/mine && [ -O ~/mine ] && echo home')).stdout).toBe('home\n')
    expect((await capture('touch /bin/theirs')).exitCode).not.toBe(0)
  })

  test('has the agent’s commands first in its path and what it lacks last', async () => {
    const own = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
    expect((await capture('echo $PATH')).stdout).toBe(`/tools/bin:${own}:/tools/fallback/bin\n`)
  })

  test('is told its name and workspace as other programs’ workers are', async () => {
    expect((await capture('echo $TASK_NAME $WORKSPACE_DIR')).stdout).toBe(`${name} /workspace\n`)
  })

  test('has a git, with all that it takes to clone, branch, merge and push', async () => {
    const steps = [
      'cd ~ && git init -q -b main one && cd one && git config user.name Ada && git config user.email ada@example.com',
      'echo 1 > file && git add file && git commit -qm first',
      'cd .. && git clone -q one two && git clone -q file://$HOME/one three && cd three',
      'git config user.name Ada && git config user.email ada@example.com',
      'git checkout -qb next && echo 2 >> file && git commit -qam second && git push -q origin next',
      'cd ../one && git merge -q next && git -c protocol.file.allow=always submodule --quiet add ~/two sub',
      'git worktree add -q ../four && git fsck --no-progress && git log --format=%s && cat .gitmodules | head -n 1',
    ]
    expect(await capture(steps.join(' &&\n'))).toEqual({
      stdout: 'second\nfirst\n[submodule "sub"]\n',
      stderr: '',
      exitCode: 0,
    })
    const { stdout, exitCode } = await capture('git ls-remote https://127.0.0.1:9/team/project')
    expect(stdout).toContain('Failed to connect to 127.0.0.1 port 9')
    expect(exitCode).toBe(128)
  })

  test('comes back with its files', async () => {
    await capture('echo kept | tee ~/note')
    await person.ok('stop', name)
    expect(await person.ok('logs', name)).toContain('kept')
    expect(await person.ok('start', name)).toContain('back in')
    expect((await capture('cat ~/note')).stdout).toBe('kept\n')
    await person.ok('restart', name)
    expect((await capture('cat ~/note')).stdout).toBe('kept\n')
  })

  test('runs a command in an agent window', async () => {
    const agent = person.name('agent')
    await person.ok(
      'start',
      agent,
      '--image',
      image.reference,
      '--',
      'sh',
      '-c',
      'echo "agent of $HAL_WORKER"; cat',
    )
    expect(await person.ok('send', agent, 'echo shell', '--capture', '--window', 'shell')).toBe('shell\n')
    expect(await person.ok('capture', agent)).toContain(`agent of ${agent}`)
    await person.ok('rm', agent, '--force')
  })
})

test('an image’s own git is the one that is found', async () => {
  await using image = await busyboxImage(`git-${person.tag}`, { git: '#!/bin/sh\necho the image’s own\n' })
  const name = person.name('own-git')
  await person.ok('start', name, '--image', image.reference)
  expect(await person.ok('send', name, 'git --version', '--capture')).toBe('the image’s own\n')
  await person.ok('rm', name, '--force')
})

describe('an image that can’t be a worker', () => {
  test('has no shell: said in a sentence, and nothing is left behind', async () => {
    await using image = await shelllessImage(person.tag)
    const name = person.name('mute')
    const { stderr, exitCode } = await person.hal(['start', name, '--image', image.reference])
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`${image.reference} has no shell at /bin/sh`)
    expect(stderr).toContain('Choose an image with a shell.')
    expect(await list(person)).toEqual([])
    expect(await docker('ps', '-aq', '--filter', `name=hal-${name}`)).toBe('')
  })

  test('is for another processor: said in a sentence, and nothing is left behind', async () => {
    await using image = await foreignImage(person.tag)
    const name = person.name('foreign')
    const { stderr, exitCode } = await person.hal(['start', name, '--image', image.reference])
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`${image.reference} is made for another processor than the engine’s`)
    expect(await list(person)).toEqual([])
  })

  test.each(['hal-test-nowhere:1', 'registry.invalid/team/nowhere:1', '127.0.0.1:9/nowhere:1'])(
    '%s is nowhere: said in words',
    async (image) => {
      const { stdout, stderr, exitCode } = await person.hal([
        'start',
        person.name('nobody'),
        '--image',
        image,
      ])
      // No such image, or, where the registry can't be asked, no such registry.
      expect([3, 5]).toContain(exitCode)
      expect(stdout).toBe('')
      expect(stderr).toContain(image)
      expect(stderr).not.toContain('HTTP code')
      expect(stderr).toMatch(exitCode === 3 ? /can't be reached/ : /there is no image/)
      expect(await list(person)).toEqual([])
    },
  )

  test('has no proper name', async () => {
    const image = 'No Such:Image:at all'
    const { stderr, exitCode } = await person.hal(['start', person.name('odd'), '--image', image])
    expect(exitCode).toBe(5)
    expect(stderr).toContain(`there is no image ${image}: invalid reference format`)
  })
})
