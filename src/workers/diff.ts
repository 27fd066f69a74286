import { Writable } from 'node:stream'
import { fail, ok } from '../lib/result.ts'
import { diffScript, readCommits, readFiles } from '../workspace/diff.ts'
import { refusalOf } from '../workspace/refusal.ts'
import type { WorkersContext } from './context.ts'
import type { DiffInput, DiffSummary, WorkerResult } from './verbs.ts'
import { lookInside } from './work/look-inside.ts'
import type { Worker } from './worker.ts'

const what = 'say what was changed'

/** A worker's work, as its own git tells it: since its branch began, or since the last commit of a folder of the person's. */
export const diffOfWorker = (context: WorkersContext, input: DiffInput): WorkerResult<void> =>
  lookInside(context, input, async ({ worker, run }) => {
    const to = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        input.onData(chunk)
        done()
      },
    })
    const ran = await run({ script: diffScript, args: [baseOf(worker) ?? '', input.form], to })
    if (!ran.ok) return ran
    const refused = refusalOf(ran.value, { name: worker.name, image: worker.image, what })
    return refused === undefined ? ok(undefined) : fail(refused)
  })

/** The same in pieces, for programs. */
export const diffSummaryOfWorker = (
  context: WorkersContext,
  input: { readonly name: string; readonly signal?: AbortSignal | undefined },
): WorkerResult<DiffSummary> =>
  lookInside(context, input, async ({ worker, run }) => {
    const base = baseOf(worker)
    const parts: Buffer[] = []
    for (const form of ['files', 'commits']) {
      const ran = await run({ script: diffScript, args: [base ?? '', form] })
      if (!ran.ok) return ran
      const refused = refusalOf(ran.value, { name: worker.name, image: worker.image, what })
      if (refused !== undefined) return fail(refused)
      parts.push(ran.value.stdout)
    }
    const [files = Buffer.alloc(0), commits = Buffer.alloc(0)] = parts
    const branch = 'branch' in worker.workspace ? worker.workspace.branch : undefined
    return ok({
      ...{ worker: worker.name, branch, base },
      files: readFiles(files),
      commits: readCommits(commits),
    })
  })

const baseOf = ({ workspace }: Worker): string | undefined =>
  workspace.kind === 'clone' ? workspace.base : undefined
