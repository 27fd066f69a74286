import { chmod, copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { docker } from './hal.ts'

/** An image that a test made; gone when disposed. */
export interface MadeImage extends AsyncDisposable {
  readonly reference: string
}

/** An image with nothing but Debian's static BusyBox: its applets, /bin/sh among them. Rejects where `busybox-static` isn't installed. */
export async function busyboxImage(tag: string): Promise<MadeImage> {
  const { stdout } = await execa('/bin/busybox', ['--list'])
  return importImage(`hal-test-busybox-${tag}`, async (root) => {
    await mkdir(join(root, 'bin'))
    await copyFile('/bin/busybox', join(root, 'bin/busybox'))
    await chmod(join(root, 'bin/busybox'), 0o755)
    const applets = stdout.split('\n').filter((applet) => applet !== 'busybox')
    for (const applet of applets) await symlink('busybox', join(root, 'bin', applet))
  })
}

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
