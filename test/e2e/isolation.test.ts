import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentOf } from '../rigs/files.ts'
import { docker, dockerTry, Person } from '../rigs/hal.ts'

let person: Person
let ada: string
let bob: string
beforeAll(async () => {
  person = new Person()
  ada = await person.start('ada')
  bob = await person.start('bob')
})
afterAll(() => person[Symbol.asyncDispose]())

const rootIn = (name: string, script: string) =>
  dockerTry('exec', '-u', '0', `hal-${name}`, 'sh', '-c', script)

test('root inside one worker finds no other worker’s socket, anywhere', async () => {
  const found = await rootIn(
    ada,
    'find / -xdev -name tmux.sock 2>/dev/null; find /run/hal /tools -name tmux.sock; ls -a /run/hal/..',
  )
  expect(found.stdout).not.toContain(bob)
  const sockets = await rootIn(ada, 'find / -type s -not -path "/proc/*" 2>/dev/null')
  expect(sockets.stdout.trim()).toBe('')
  const own = await dockerTry(
    'exec',
    `hal-${ada}`,
    'sh',
    '-c',
    'find / -type s -not -path "/proc/*" 2>/dev/null',
  )
  expect(own.stdout.trim().split('\n').sort()).toEqual(['/run/hal/relay.sock', '/run/hal/tmux.sock'])
})

test('what one worker writes in its socket folder is not in another’s', async () => {
  await docker('exec', `hal-${ada}`, 'sh', '-c', 'echo ada > /run/hal/mark')
  expect((await rootIn(bob, 'ls /run/hal')).stdout).not.toContain('mark')
})

test('workers can’t reach each other over the network', async () => {
  const address = (
    await docker('inspect', '-f', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', `hal-${bob}`)
  ).trim()
  expect(address).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
  const script = `exec 3<>/dev/tcp/${address}/7777 && echo reached`
  await dockerTry(
    'exec',
    '-d',
    `hal-${bob}`,
    'bash',
    '-c',
    'exec /usr/bin/perl -MIO::Socket::INET -e "IO::Socket::INET->new(Listen=>1,LocalPort=>7777)->accept"',
  )
  const tried = await dockerTry('exec', `hal-${ada}`, 'timeout', '3', 'bash', '-c', script)
  expect(tried.exitCode).not.toBe(0)
  expect(tried.stdout).not.toContain('reached')
  // The listener is there: bob itself gets through.
  expect((await dockerTry('exec', `hal-${bob}`, 'timeout', '3', 'bash', '-c', script)).stdout).toContain(
    'reached',
  )
})

test('a worker is nobody special: not root, no capabilities, no new privileges, the engine’s seccomp, no engine socket', async () => {
  const status = await person.ok(
    'send',
    ada,
    'grep -E "^(Uid|CapBnd|CapEff|NoNewPrivs|Seccomp):" /proc/self/status',
    '--capture',
  )
  expect(status).toMatch(/Uid:\s+[1-9]\d*\s/)
  expect(status).toMatch(/CapEff:\s+0{16}/)
  expect(status).toMatch(/CapBnd:\s+0{16}/)
  expect(status).toMatch(/NoNewPrivs:\s+1/)
  expect(status).toMatch(/Seccomp:\s+2/)
  expect((await person.hal(['send', ada, 'ls /var/run/docker.sock', '--capture'])).exitCode).not.toBe(0)
})

test('a worker can’t write the tools that all share', async () => {
  expect((await rootIn(ada, 'echo x > /tools/bin/tmux')).exitCode).not.toBe(0)
  expect((await rootIn(ada, 'touch /tools/x')).stderr).toContain('Read-only file system')
})

test('a worker can’t lead hal to another worker by a link in its socket folder', async () => {
  const carol = await person.start('carol')
  // The sockets of all are on one volume; a link that works from outside is worth a try.
  await docker(
    'exec',
    `hal-${carol}`,
    'sh',
    '-c',
    `cd /run/hal && rm relay.sock && ln -s ../${bob}/relay.sock relay.sock`,
  )
  expect(await person.ok('send', carol, 'echo $HAL_WORKER', '--capture')).toBe(`${carol}\n`)
  await person.ok('rm', carol, '--force')
})

/** MSG_SHELL of tmux's protocol: the client becomes the program that the server names. */
const evilServer = (program: string) => `
  use IO::Socket::UNIX;
  unlink "/run/hal/tmux.sock";
  my $server = IO::Socket::UNIX->new(Listen => 9, Local => "/run/hal/tmux.sock");
  open my $up, ">", "/workspace/up"; print $up "up"; close $up;
  my $program = "${program}" . chr 0;
  while (my $client = $server->accept) { syswrite $client, pack("LSSLL", 209, 16 + length $program, 0, 8, $$) . $program; push @held, $client }
`

test('a worker that answers for its tmux itself can make hal’s client run a program, but only in that worker', async () => {
  const dave = await person.start('dave')
  const evil = join(person.home, 'evil')
  // Outside there is no /workspace; inside it is the same folder.
  const script = `#!/bin/sh\nhostname >> /workspace/ran-by 2>/dev/null || hostname >> ${person.home}/ran-by\n`
  writeFileSync(evil, script, { mode: 0o755 })
  await docker('exec', `hal-${dave}`, 'sh', '-c', `mkdir ${person.home} && cp /workspace/evil ${evil}`)
  await docker('exec', '-d', `hal-${dave}`, 'perl', '-e', evilServer(evil))
  await contentOf(join(person.home, 'up'))
  await person.hal(['health'])
  const ranBy = await contentOf(join(person.home, 'ran-by'))
  expect([...new Set(ranBy.trim().split('\n'))]).toEqual([dave])
  await person.ok('rm', dave, '--force')
})

test('nobody types to another owner’s worker by knowing its name', async () => {
  await using stranger = new Person()
  for (const args of [
    ['send', ada, 'true'],
    ['send', ada, 'true', '--capture'],
    ['capture', ada],
    ['windows', ada],
    ['logs', ada],
  ]) {
    const { stderr } = await stranger.hal(args)
    expect(stderr).toContain(`the worker ${ada} is not yours`)
  }
})

test('no folder that holds the engine’s state or the system can be a workspace', async () => {
  for (const workspace of ['/', '/var', '/var/lib', '/etc', '/run']) {
    const { exitCode, stderr } = await person.hal([
      'start',
      '--image',
      'debian:bookworm-slim',
      '--workspace',
      workspace,
    ])
    expect([workspace, exitCode]).toEqual([workspace, 2])
    expect(stderr).toContain("can't be a workspace")
  }
})

test('git and ssh find a user, and HOME is writable', async () => {
  expect(await person.ok('send', ada, 'whoami; touch ~/x && echo "home is $HOME"', '--capture')).toBe(
    'hal\nhome is /home/hal\n',
  )
})

test('a worker’s program that writes past tmux to an attached terminal shows text and moves nothing else', async () => {
  const name = await person.start('past')
  await using terminal = person.terminal(['attach', name])
  await terminal.waitFor(/\$ $/m)
  const attack = '\\033]52;c;?\\007\\033]777;notify;a;b\\007\\033[8;5;5t\\033P1$r0m\\033\\\\past-%s'
  const tty =
    "$(/tools/bin/tmux -S /run/hal/tmux.sock list-clients -F '#{?client_control_mode,,#{client_tty}}' | grep .)"
  await person.ok('send', name, `printf '${attack}' $((40+2)) > "${tty}"`, '--capture')
  await terminal.waitFor(() => terminal.rawOutput().includes('past-42'))
  for (const part of [']777', ']52;c;?', '[8;5;5t', '\x1bP']) expect(terminal.rawOutput()).not.toContain(part)
  terminal.type('\x02d')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})
