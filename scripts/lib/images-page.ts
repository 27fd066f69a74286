import { loadCatalogue } from '../../src/images/declare/catalogue.ts'
import { allPromises } from '../../src/images/declare/promises.ts'
import { formatBytes } from '../../src/lib/bytes.ts'
import { matrixPage, versionWords } from '../../src/present/images-matrix.ts'
import { containerBudgets } from './container-budgets.ts'

/** The matrix as the declarations have it: no engine is asked. */
export async function imagesPage(packageDir: string): Promise<string> {
  const catalogue = await loadCatalogue({ packageDir })
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.failure))
  const profiles = [...catalogue.value.values()]
  const page = matrixPage(
    profiles.map((profile) => ({
      name: profile.name,
      isLayer: profile.isLayer,
      on: profile.parent.kind === 'profile' ? profile.parent.name : profile.parent.reference,
      budget: profile.budget?.text ?? '',
      tools: new Map(
        allPromises(profile, profiles).map(({ tool, promised }) => [tool, versionWords(promised)]),
      ),
    })),
    unverified,
  )
  return `${page}\n${ownImages}\n`
}

const { server, parent } = containerBudgets

const ownImages = `## What hal itself runs in

|  | hal/server | hal/parent |
| --- | --- | --- |
| stands on | core-nodepy | core-nodepy |
| at most | ${formatBytes(server)} | ${formatBytes(parent)} |

[What they are, and what of them is whose](../containers.md). \`hal/server\` has hal's tools and one agent inside: OpenCode, unless it was built with another.`

/** Where these images are built and looked into before a release, the network reaches npm and Debian, and not these makers. */
const unverified = `Promised, and never verified so far, as their makers could not be reached where these images were last looked into: \`agent-cursor-task\` and \`code-server\` as a whole, and
\`ttyd\`, \`gradle\`, \`go\` of \`devbox\`, \`golangci-lint\`, \`kubectl\`, \`helm\`, \`gcloud\` and \`uv\`.`
