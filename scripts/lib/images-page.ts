import { loadCatalogue } from '../../src/images/declare/catalogue.ts'
import { allPromises } from '../../src/images/declare/promises.ts'
import { matrixPage, versionWords } from '../../src/present/images-matrix.ts'

/** The matrix as the declarations have it: no engine is asked. */
export async function imagesPage(packageDir: string): Promise<string> {
  const catalogue = await loadCatalogue({ packageDir })
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.failure))
  const profiles = [...catalogue.value.values()]
  return matrixPage(
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
}

/** Where these images are built and looked into before a release, the network reaches npm and Debian, and not these makers. */
const unverified = `Promised, and never verified so far, as their makers could not be reached where these images were last looked into: \`agent-cursor-task\` and \`code-server\` as a whole, and
\`ttyd\`, \`gradle\`, \`go\` of \`devbox\`, \`golangci-lint\`, \`kubectl\`, \`helm\`, \`gcloud\` and \`uv\`.`
