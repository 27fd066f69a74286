import { dirname } from 'node:path/posix'
import { quoteWord } from '../lib/shell-words.ts'
import { type Launch, secretsFolder } from './form.ts'
import { ownPlace, quoteWithPlaces } from './own-place.ts'

/** There once all secrets are. */
export const secretsMark = `${secretsFolder}/.all`

interface Preparations {
  /** Lines of sh that come before anything else. */
  readonly before: string
  /** Whether hal brings secrets, for which the agent waits. They are gone with each stop: a tmpfs holds them. */
  readonly hasSecrets: boolean
  /** Files below HOME that are links to secrets, by those secrets' names. */
  readonly links: Readonly<Record<string, string>>
}

/** What the window `agent` runs: a script for any POSIX sh that becomes the agent. */
export const launchScript = (launch: Launch, { before, hasSecrets, links }: Preparations): string =>
  [
    '#!/bin/sh',
    ...(before === '' ? [] : [before]),
    ownTemporaryFolder,
    ...(hasSecrets ? [awaitSecrets] : []),
    ...Object.entries(links).map(link),
    ...Object.entries(launch.seeds).map(seed),
    ...launch.secretVariables.map((name) => `export ${name}="$(cat ${ownPlace(secretsFolder)}/${name})"`),
    ...Object.entries(launch.env).map(([name, value]) => `export ${name}=${quoteWithPlaces(value)}`),
    `exec ${launch.argv.map(quoteWithPlaces).join(' ')}`,
    '',
  ].join('\n')

/** For an image that has no /tmp, or none for its user: some agents end there at once. */
const ownTemporaryFolder = `[ -w "\${TMPDIR:-/tmp}" ] || { export TMPDIR="$HOME/.tmp" && mkdir -p "$TMPDIR"; }`

/** hal comes at once. Where another one started the container, somebody has to ask hal to. */
const awaitSecrets = `looks=0
until [ -e ${ownPlace(secretsMark)} ]; do
  looks=$((looks + 1))
  [ $looks -ne 50 ] || echo 'the agent waits for hal to bring its secrets: hal workers restart does'
  sleep 0.1 2>/dev/null || sleep 1
done`

/** What is there already is the agent's own by now. */
const seed = ([path, content]: readonly [string, string]): string => {
  const folder = dirname(path)
  const make = folder === '.' ? '' : `mkdir -p "$HOME"/${quoteWord(folder)} && `
  return `[ -e "$HOME"/${quoteWord(path)} ] || { ${make}printf %s ${quoteWithPlaces(content)} > "$HOME"/${quoteWord(path)}; }`
}

/** A program that replaces its file with a new one has put that in the link's place: it is the newer. */
const link = ([path, secret]: readonly [string, string]): string => {
  const at = `"$HOME"/${quoteWord(path)}`
  return `[ -f ${at} ] && [ ! -L ${at} ] || { mkdir -p "$HOME"/${quoteWord(dirname(path))} && ln -sf ${ownPlace(secretsFolder)}/${secret} ${at}; }`
}
