import { existsSync, readFileSync, watch } from 'node:fs'
import { dirname } from 'node:path'

/** What a file holds, as soon as it is there and holds anything. Rejects after 20 s. */
export async function contentOf(file: string): Promise<string> {
  const patience = AbortSignal.timeout(20_000)
  const watcher = watch(dirname(file))
  try {
    return await new Promise((resolve, reject) => {
      const look = () => {
        const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
        if (text !== '') resolve(text)
      }
      patience.addEventListener('abort', () => reject(new Error(`${file} never held anything`)))
      watcher.on('change', look)
      look()
    })
  } finally {
    watcher.close()
  }
}
