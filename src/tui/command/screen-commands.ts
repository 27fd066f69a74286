import { onView } from '../changes.ts'
import { openHelp } from '../help/help-state.ts'
import type { KeyContext } from '../keys/key-record.ts'
import { filterBy } from '../list/selection.ts'
import { withMouse, withTheme } from '../looks/looks-state.ts'
import { isThemeName, themeNames } from '../looks/palettes.ts'
import { engineNames, filterWords } from './candidates.ts'
import type { CommandRecord } from './command-record.ts'

const doing =
  (run: (context: KeyContext) => void): CommandRecord['run'] =>
  (context) => {
    run(context)
    return undefined
  }

const themes = themeNames.map((text) => ({ text }))
const onOff = [{ text: 'on' }, { text: 'off' }]

/** What the screen shows, and how. */
export const screenCommands: readonly CommandRecord[] = [
  {
    name: 'filter',
    args: [{ name: 'WORDS', isOptional: true, isRest: true, values: filterWords }],
    help: 'show the workers that match; all without words',
    run: ({ change }, { words: [words = ''] }) => {
      change(onView('workers'))
      change(filterBy(words))
      return undefined
    },
  },
  {
    name: 'workers',
    aliases: ['list'],
    help: 'the list of workers',
    run: doing(({ change }) => change(onView('workers'))),
  },
  {
    name: 'events',
    help: 'what has happened, the newest first',
    run: doing(({ change }) => change(onView('events'))),
  },
  {
    name: 'engine',
    args: [{ name: 'NAME', isOptional: true, values: engineNames }],
    help: 'turn to another container engine; without a name, say which this is',
    run: ({ model, say, turnTo }, { words: [name] }) => {
      if (name !== undefined) return turnTo(name)
      const { snapshot, engines } = model()
      const { engine } = snapshot
      const where = engine.hostName === undefined ? '' : ` on ${engine.hostName}`
      const present = engines.present === undefined ? '' : `, called ${engines.present}`
      const others = engines.names.filter((other) => other !== engines.present)
      const also = others.length === 0 ? 'no other is known here' : `also ${others.join(', ')}`
      say(
        `${engine.name}${where}${present} · ${also} · :engine NAME turns to another one, by name or address`,
      )
      return undefined
    },
  },
  {
    name: 'theme',
    args: [{ name: 'NAME', values: () => themes }],
    help: 'other colours, until hal ends (dashboard.theme in the config keeps them)',
    run: ({ change }, { words: [name = ''] }) => {
      if (!isThemeName(name)) return `no theme is called "${name}": there are ${themeNames.join(', ')}`
      change(withTheme(name))
      return undefined
    },
  },
  {
    name: 'mouse',
    args: [{ name: 'on|off', values: () => onOff }],
    help: 'whether clicks and the wheel are for hal; off, they are the terminal’s own',
    run: ({ change, say }, { words: [word = ''] }) => {
      if (word !== 'on' && word !== 'off') return `"${word}" is neither on nor off`
      change(withMouse(word === 'on'))
      say(word === 'on' ? 'the mouse is for hal' : 'the mouse is the terminal’s own')
      return undefined
    },
  },
  {
    name: 'help',
    aliases: ['keys'],
    help: 'all keys and commands',
    run: doing(({ change }) => change(openHelp)),
  },
  { name: 'quit', aliases: ['q', 'exit'], help: 'quit; workers run on', run: doing(({ quit }) => quit()) },
]
