import { afterAll, beforeAll, expect, test } from 'vitest'
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
  expect(own.stdout.trim()).toBe('/run/hal/tmux.sock')
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

test('git and ssh find a user, and HOME is writable', async () => {
  expect(await person.ok('send', ada, 'whoami; touch ~/x && echo "home is $HOME"', '--capture')).toBe(
    'hal\nhome is /home/hal\n',
  )
})
