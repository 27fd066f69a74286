import { bash, type Step, use } from './model-server/script.ts'

/** The model makes a file by that agent's own way to do so. */
export const editBy = (agent: string): readonly Step[] => {
  const edit = edits[agent]
  return edit === undefined ? [] : [edit]
}

const edits: Readonly<Record<string, Step>> = {
  claude: use('Write', { file_path: '/workspace/new.txt', content: 'new\n' }),
  codex: bash("apply_patch <<'X'\n*** Begin Patch\n*** Add File: new.txt\n+new\n*** End Patch\nX"),
  copilot: use('create', { path: '/workspace/new.txt', file_text: 'new\n' }),
  gemini: use('write_file', { file_path: '/workspace/new.txt', content: 'new\n' }),
  opencode: use('write', { filePath: '/workspace/new.txt', content: 'new\n' }),
}
