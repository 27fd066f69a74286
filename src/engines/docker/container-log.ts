import { buffer } from 'node:stream/consumers'
import type { EngineResult } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { askForStream } from './ask.ts'
import { createDemux } from './demux.ts'
import { answered } from './failures.ts'

/** Stdout and stderr in the order they came. hal's containers have no terminal, so the log is framed. */
export const readContainerLog = (
  api: DockerApi,
  id: string,
  lines: number,
): EngineResult<readonly string[]> =>
  answered(api, { what: `read the log of ${id}`, container: id }, async () => {
    const query = { stdout: true, stderr: true, tail: lines }
    const stream = await askForStream(api, {
      method: 'GET',
      path: `/containers/${encodeURIComponent(id)}/logs`,
      query,
    })
    const chunks: Buffer[] = []
    const keep = (chunk: Buffer) => chunks.push(chunk)
    createDemux({ onStdout: keep, onStderr: keep })(await buffer(stream))
    const text = Buffer.concat(chunks).toString('utf8').replace(/\n$/, '')
    return text === '' ? [] : text.split('\n').slice(-lines)
  })
