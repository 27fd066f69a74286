import { filesFolder, hookRulesFile } from '../form.ts'

/**
 * A plugin for OpenCode that tells hal-hook of its events, one after the other. Where they don't say enough by themselves, it makes one:
 * `loaded`; `retrying`, for a pause of more than a minute; `refused` and `failed`, for a turn that ended with an error. Sessions of
 * sub-agents are left out: they are a part of the work. So is what it says again: that a turn which failed is over, it tells twice. An answer
 * comes with the message that it answers, as two turns may have the same words.
 */
export const plugin = `import { spawnSync } from 'node:child_process'

const tell = (event, properties) => {
  const argv = ['--by', 'opencode', '${filesFolder}/${hookRulesFile}', event]
  spawnSync('/tools/bin/hal-hook', argv, { input: JSON.stringify(properties ?? {}), stdio: ['pipe', 'ignore', 'ignore'] })
}

const longPauseMs = 60_000
const told = ['permission.asked', 'permission.replied', 'question.asked', 'question.replied']

export const Hal = async () => {
  const children = new Set()
  let failure
  let answer = ''
  let messageID
  let isOver = true
  tell('loaded')
  const end = (sessionID) => {
    if (isOver) return
    isOver = true
    if (failure === undefined) tell('session.idle', { sessionID, messageID, last_assistant_message: answer })
    else tell(failure.statusCode === 401 || failure.statusCode === 403 ? 'refused' : 'failed', failure)
    failure = undefined
  }
  const hear = ({ type, properties = {} }) => {
    if (type === 'session.created' && properties.info?.parentID) children.add(properties.info.id)
    if (children.has(properties.sessionID ?? properties.part?.sessionID)) return
    if (told.includes(type)) return tell(type, properties)
    if (type === 'message.part.updated' && properties.part?.type === 'text' && properties.part.time?.end)
      answer = properties.part.text
    if (type === 'session.error' && properties.error?.name !== 'MessageAbortedError')
      failure = { message: properties.error?.data?.message ?? properties.error?.name ?? 'it failed', ...properties.error?.data }
    if (type === 'session.status' && properties.status?.type === 'retry' && properties.status.next - Date.now() > longPauseMs)
      tell('retrying', { message: properties.status.message, next: properties.status.next })
    if (type === 'session.status' && properties.status?.type === 'busy') isOver = false
    if (type === 'session.idle') end(properties.sessionID)
  }
  return {
    event: async ({ event }) => hear(event),
    'chat.message': async ({ sessionID }, { message, parts }) => {
      if (children.has(sessionID)) return
      answer = ''
      messageID = message?.id
      isOver = false
      tell('chat.message', { prompt: parts.map((part) => part.text ?? '').join('') })
    },
    'tool.execute.before': async ({ sessionID, tool }) => {
      if (!children.has(sessionID) && tool !== 'question') tell('tool.execute.before', { tool })
    },
  }
}
`
