import { keys } from '../../src/config/keys.ts'
import { code, table } from './markdown.ts'

/** The config's keys as docs/configuration.md shows them. */
export const keysTable = `${table(
  ['key', 'what it is', 'a value is', 'without it', 'variable', 'who may set it'],
  keys.map(
    ({
      path,
      description,
      expected,
      default: fallback,
      variables,
      variablesByName,
      isWidening,
      ofProject,
    }) => [
      code(path),
      description,
      expected,
      fallback,
      [...variables, ...(variablesByName === undefined ? [] : [`${variablesByName}AGENT`])]
        .map(code)
        .join(', '),
      isWidening ? 'you alone' : `you, a project${ofProject === undefined ? '' : ` (${ofProject})`}`,
    ],
  ),
)}\n`
