import { runDashboard } from '../../../src/tui/dashboard.ts'
import { plainSettings } from '../../../src/tui/settings.ts'
import type { WorkerVerbs } from '../../../src/workers/verbs.ts'
import { noJobControl, scriptedImages } from '../../rigs/scripted-images.ts'

/** In this process's own terminal, with all colours, and with notices that reach nobody. */
export const showDashboard = async (verbs: WorkerVerbs): Promise<void> => {
  const shown = await runDashboard({
    verbs,
    images: scriptedImages().verbs,
    jobControl: noJobControl,
    profiles: async () => [],
    terminal: {
      ...{ stdin: process.stdin, stdout: process.stdout },
      ...{ isColor: true, colorLevel: 3, isUnicode: true, term: 'xterm-256color', colorTerm: 'truecolor' },
    },
    settings: plainSettings,
    outlets: {
      ways: { desktop: 'osc9', hasTitle: true, isInTmux: false },
      run: async () => ({ ok: true, value: undefined }),
      post: async () => ({ ok: true, value: undefined }),
    },
    signal: new AbortController().signal,
    onBug: (bug) => {
      throw bug
    },
  })
  if (!shown.ok) throw new Error(shown.failure.reason)
}
