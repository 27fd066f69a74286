/** One picture of docs/pictures: what is typed into a dashboard of so many cells, and how one sees that it is all there. */
export interface Shot {
  readonly name: string
  readonly title: string
  readonly columns: number
  readonly rows: number
  readonly keys: string
  readonly until: (screen: string) => boolean
}

/** By the end of a picture's name: a narrow terminal, one as most have it, a large one. */
const sizes = [
  { end: '-narrow', in: ' in a narrow terminal', columns: 80, rows: 24 },
  { end: '', in: '', columns: 120, rows: 40 },
  { end: '-large', in: ' in a large terminal', columns: 200, rows: 60 },
] as const

const scenes: readonly Pick<Shot, 'name' | 'title' | 'keys' | 'until'>[] = [
  {
    ...{ name: 'dashboard', title: 'The dashboard: eight workers, and the screen of the one that waits' },
    // Of the waiting worker's own screen.
    ...{ keys: '', until: (screen) => screen.includes('Bash(pytest') },
  },
  {
    ...{ name: 'start-form', title: 'A new worker, in a form' },
    keys: 'nzoe\tclaude\t\tzoe/docs\tWrite the docs of the prices.\t./shop',
    until: (screen) => /--agent claude --branch zoe\/docs/.test(screen),
  },
  {
    ...{ name: 'help', title: 'All keys', keys: '?' },
    until: (screen) => /^ keys /m.test(screen) && screen.includes(' esc close'),
  },
  {
    ...{ name: 'pulse', title: 'The fleet at a glance', keys: 'p' },
    until: (screen) => /busiest[\s\S]* finn .*\d%/.test(screen) && !/images +reading/.test(screen),
  },
]

/** Each scene in each size. */
export const shots: readonly Shot[] = scenes.flatMap((scene) =>
  sizes.map(({ end, in: where, columns, rows }) => ({
    ...scene,
    ...{ name: scene.name + end, title: scene.title + where, columns, rows },
  })),
)
