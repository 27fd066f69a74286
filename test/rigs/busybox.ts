import { chmod, copyFile, mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises'
import { machine, tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { docker } from './hal.ts'

/** An image that a test made; gone when disposed. */
export interface MadeImage extends AsyncDisposable {
  readonly reference: string
}

/**
 * An image with nothing but Debian's static BusyBox, its applets, /bin/sh among them, and these programs in /bin. Rejects where `busybox-static`
 * isn't installed.
 */
export const busyboxImage = (
  tag: string,
  programs: Readonly<Record<string, string>> = {},
): Promise<MadeImage> =>
  importImage(`hal-test-busybox-${tag}`, async (root) => {
    await putBusybox(root)
    for (const [name, script] of Object.entries(programs))
      await writeFile(join(root, 'bin', name), script, { mode: 0o755 })
  })

/** The same with musl, out of the image `from` that has Debian's package of it, and the places where musl looks for libraries. */
export const muslImage = (tag: string, from: string): Promise<MadeImage> =>
  importImage(`hal-test-musl-${tag}`, async (root) => {
    await putBusybox(root)
    await mkdir(join(root, 'lib'))
    const show = ['run', '--rm', from, 'sh', '-c', 'cat /usr/lib/*-linux-musl/libc.so']
    const { stdout } = await execa('docker', show, { encoding: 'buffer' })
    await writeFile(join(root, 'lib/libc.so'), stdout, { mode: 0o755 })
    await symlink('libc.so', join(root, `lib/ld-musl-${machine()}.so.1`))
    // What Alpine has there is of musl, too.
    await symlink('libc.so', join(root, 'lib/libc.so.6'))
  })

async function putBusybox(root: string): Promise<void> {
  const { stdout } = await execa('/bin/busybox', ['--list'])
  await mkdir(join(root, 'bin'))
  await copyFile('/bin/busybox', join(root, 'bin/busybox'))
  await chmod(join(root, 'bin/busybox'), 0o755)
  const applets = stdout.split('\n').filter((applet) => applet !== 'busybox')
  for (const applet of applets) await symlink('busybox', join(root, 'bin', applet))
}

/** The same for a processor that no engine has: what its programs say they are made for is changed. */
export const foreignImage = (tag: string): Promise<MadeImage> =>
  importImage(`hal-test-foreign-${tag}`, async (root) => {
    await putBusybox(root)
    await using busybox = await open(join(root, 'bin/busybox'), 'r+')
    // e_machine: Motorola 88000.
    await busybox.write(Buffer.from([5, 0]), 0, 2, 18)
  })

/** An image with one program that is no shell. */
export const shelllessImage = (tag: string): Promise<MadeImage> =>
  importImage(`hal-test-shellless-${tag}`, (root) => copyFile('/bin/busybox', join(root, 'server')))

async function importImage(reference: string, fill: (root: string) => Promise<void>): Promise<MadeImage> {
  const root = await mkdtemp(join(tmpdir(), 'hal-test-rootfs-'))
  try {
    await chmod(root, 0o755)
    await mkdir(join(root, 'etc'))
    await fill(root)
    const tar = execa('tar', ['-C', root, '--owner=0', '--group=0', '-c', '.'], { encoding: 'buffer' })
    await tar.pipe('docker', ['import', '-', reference])
  } finally {
    await rm(root, { recursive: true })
  }
  return {
    reference,
    [Symbol.asyncDispose]: async () => void (await docker('rmi', '-f', reference)),
  }
}
