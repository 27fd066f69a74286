/** What a request says, whichever protocol it came by. */
export interface Talk {
  /** What the person asked last, without what the agent's program adds by itself. */
  readonly asked: string
  /** How many tool calls were answered since. */
  readonly results: number
  readonly system: string
  readonly model: string
  readonly tools: readonly Tool[]
  /** The JSON schema that the answer must have: a question of the agent's program to itself. */
  readonly schema?: Schema
}

/** A tool that the model may call, and what its input has. */
export interface Tool {
  readonly name: string
  readonly fields: readonly string[]
}

export const toolOf = (name: string, schema: Schema | undefined): Tool => ({
  ...{ name, fields: Object.keys(schema?.properties ?? {}) },
})

export interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly enum?: readonly unknown[]
}

/** One thing in a conversation, oldest first. */
export type Item =
  | { readonly by: 'person'; readonly text: string }
  | { readonly by: 'model' }
  | { readonly by: 'tool' }

/** What programs put around and beside the person's words, in tags of their own. */
const added =
  /<(system-reminder|system_reminder|environment_context|user_instructions|turn_aborted|current_datetime|reminder|session_context|INSTRUCTIONS|local-command-caveat|sql_tables)\b[^>]*>[\s\S]*?<\/\1>/g

export function listen(items: readonly Item[]): Pick<Talk, 'asked' | 'results'> {
  let asked = ''
  let results = 0
  for (const item of items) {
    if (item.by === 'tool') results += 1
    if (item.by !== 'person') continue
    const text = item.text.replace(added, '').trim()
    if (text === '' || text.startsWith('[Request interrupted by user')) continue
    asked = text
    results = 0
  }
  return { asked, results }
}

/** The parts of a `content` that is a text or a list. */
export const partsOf = <Part>(
  content: string | readonly Part[] | null | undefined,
): readonly (Part | Text)[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])

interface Text {
  readonly type: 'text'
  readonly text: string
}
