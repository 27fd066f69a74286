import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFile, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import {
  filesFolder,
  type HeadlessLaunch,
  type Launch,
  secretsFolder,
  workspaceFolder,
} from '../../src/agents/form.ts'
import { launchScript } from '../../src/agents/launch-script.ts'
import { debian, engine, images, run } from './image-builds.ts'

const packageDir = fileURLToPath(new URL('../..', import.meta.url))

/** Scripted, for agents that can't be had without their maker: programs in `stand-ins`, by agent. */
export const standIns: Readonly<Record<string, string>> = { cursor: 'cursor-agent' }

/** One of the agents that hal knows, with its tools, or its stand-in; `secrets` by name. */
export async function headlessAgent(
  name: string,
  secrets: Readonly<Record<string, string>>,
): Promise<HeadlessAgent> {
  return HeadlessAgent.open({
    ...{ volume: await toolsOf(name), label: `hal-test=${run}`, image: debian, secrets },
    program: standIns[name],
  })
}

/** The volume with an agent's tools, filled; without the agent, where it has a stand-in. */
export async function toolsOf(name: string): Promise<string> {
  const { HAL_BUILD_CA_BUNDLE: file } = process.env
  const hal = images(
    { packageDir, write: () => Promise.reject(), [Symbol.asyncDispose]: async () => {} },
    engine,
    file === undefined ? undefined : await readFile(file),
  )
  const tools = await hal.ensureTools(standIns[name] === undefined ? { agent: name } : {})
  if (!tools.ok) throw new Error(JSON.stringify(tools.failure))
  return tools.value.volume
}

/** A container that runs agents without a terminal, one after the other, in one HOME and one workspace of its own. */
export class HeadlessAgent implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hal-headless-'))
  readonly workspace = join(this.#folder, 'workspace')
  readonly #name = `hal-headless-${randomBytes(4).toString('hex')}`

  private constructor() {
    chmodSync(this.#folder, 0o755)
    for (const name of ['workspace', 'secrets', 'files']) this.#share(name)
  }

  #share(name: string): void {
    mkdirSync(join(this.#folder, name))
    chmodSync(join(this.#folder, name), 0o777)
  }

  /** `volume` has its tools; `secrets` are files for it to read. */
  static async open(options: {
    readonly volume: string
    readonly label: string
    readonly image: string
    readonly secrets: Readonly<Record<string, string>>
    /** A stand-in's. */
    readonly program?: string | undefined
  }): Promise<HeadlessAgent> {
    const agent = new HeadlessAgent()
    for (const [name, value] of Object.entries({ ...options.secrets, '.all': '' }))
      writeFileSync(join(agent.#folder, 'secrets', name), value, { mode: 0o644 })
    await execa('docker', [
      ...['run', '--detach', '--rm', '--init', '--name', agent.#name, '--label', options.label],
      ...['--user', '12345:0', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
      ...['--tmpfs', '/tmp:exec,mode=1777', '--env', 'HOME=/tmp/home', '--workdir', workspaceFolder],
      // Where a program asks for them, and the image has none.
      ...['--env', 'SSL_CERT_FILE=/tools/git/ca-certificates.crt'],
      ...['--env', 'PATH=/tools/bin:/usr/local/bin:/usr/bin:/bin'],
      ...['--mount', `type=volume,src=${options.volume},dst=/tools,readonly`],
      ...standIn(options.program),
      ...agent.#bind('workspace', workspaceFolder),
      ...agent.#bind('secrets', `${secretsFolder},readonly`),
      ...agent.#bind('files', `${filesFolder},readonly`),
      ...[options.image, 'sleep', '3600'],
    ])
    return agent
  }

  #bind(name: string, at: string): readonly string[] {
    return ['--mount', `type=bind,src=${join(this.#folder, name)},dst=${at}`]
  }

  /** What it printed, and the status it ended with; `undefined`: it had not ended in time. `heard` is told each piece of its stdout as it comes. */
  async run(
    launch: HeadlessLaunch,
    prompt: string,
    {
      heard,
      timeoutMs = 120_000,
    }: { readonly heard?: (bytes: Uint8Array) => void; readonly timeoutMs?: number } = {},
  ): Promise<{ readonly stdout: Buffer; readonly stderr: string; readonly exitCode: number | undefined }> {
    const running = this.#start(launch, { input: prompt, timeout: timeoutMs })
    if (heard !== undefined) running.stdout.on('data', heard)
    const { stdout, stderr, exitCode, timedOut } = await running
    return {
      ...{ stdout: Buffer.from(stdout), stderr: Buffer.from(stderr).toString() },
      exitCode: timedOut ? undefined : exitCode,
    }
  }

  /** Runs one that is talked to while it works; ends with the talk. */
  async talk<T>(
    launch: Launch,
    op: (agent: { readonly input: Writable; readonly output: Readable }) => Promise<T>,
    { timeoutMs = 60_000 }: { readonly timeoutMs?: number } = {},
  ): Promise<T> {
    const running = this.#start(launch, { timeout: timeoutMs })
    const { stdin: input, stdout: output } = running
    try {
      return await op({ input, output })
    } finally {
      // It leaves when nothing more comes.
      input.end()
      await running
    }
  }

  #start(launch: Launch, options: { readonly input?: string; readonly timeout?: number }) {
    for (const [name, content] of Object.entries(launch.files))
      writeFileSync(join(this.#folder, 'files', name), content)
    const script = launchScript(launch, {
      before: 'mkdir -p "$HOME"; echo $$ > /tmp/agent-pid',
      hasSecrets: true,
      links: {},
    })
    return execa('docker', ['exec', '--interactive', this.#name, 'sh', '-c', script], {
      ...options,
      reject: false,
      encoding: 'buffer',
      stripFinalNewline: false,
    })
  }

  /** In its workspace: who reads it waits for `write`. */
  async makePipe(name: string): Promise<void> {
    await execa('mkfifo', ['--mode=666', join(this.workspace, name)])
  }

  /** Waits for nobody. */
  write(name: string, text: string): void {
    writeFile(join(this.workspace, name), text, () => {})
  }

  /** To the agent alone, as a person's `kill` would. */
  async signal(name: 'INT' | 'TERM'): Promise<void> {
    await execa('docker', ['exec', this.#name, 'sh', '-c', `kill -s ${name} "$(cat /tmp/agent-pid)"`])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await execa('docker', ['rm', '--force', this.#name])
    // What the agent wrote is its own.
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const standIn = (program: string | undefined): readonly string[] => {
  if (program === undefined) return []
  const file = fileURLToPath(new URL(`stand-ins/${program}`, import.meta.url))
  return ['--mount', `type=bind,src=${file},dst=/usr/local/bin/${program},readonly`]
}
