import { readFileSync } from 'node:fs'
import { publicRegistry } from '../../lib/npm-registry.ts'
import type { ImagesContext } from '../context.ts'

type Given = Pick<ImagesContext, 'caBundle' | 'caBundleFile' | 'npmRegistry'>

/** BuildKit secrets by id, for a build through the engine. */
export const buildSecrets = ({ caBundle, npmRegistry }: Given): Readonly<Record<string, Buffer>> => ({
  ...(caBundle === undefined ? {} : { ca: caBundle }),
  ...(npmRegistry === publicRegistry ? {} : { 'npm-registry': Buffer.from(npmRegistry) }),
})

/** The same ones, as buildx finds them: in a file, and in the environment that it runs with, as the mirror's address may have a password. */
export const bakeSecrets = ({ caBundleFile, npmRegistry }: Given): readonly string[] => [
  ...(caBundleFile === undefined ? [] : [`id=ca,src=${caBundleFile}`]),
  ...(npmRegistry === publicRegistry ? [] : ['id=npm-registry,env=HAL_NPM_REGISTRY']),
]

export const bakeEnv = ({ npmRegistry }: Given): Readonly<Record<string, string>> =>
  npmRegistry === publicRegistry ? {} : { HAL_NPM_REGISTRY: npmRegistry }

type Own = Pick<ImagesContext, 'secretFiles'>

/** A person's own ones, for Dockerfiles in folders that they named. The config has seen that the files can be read. */
export const personsSecrets = ({ secretFiles = {} }: Own): Readonly<Record<string, Buffer>> =>
  Object.fromEntries(Object.entries(secretFiles).map(([id, file]) => [id, readFileSync(file)]))

export const personsBakeSecrets = ({ secretFiles = {} }: Own): readonly string[] =>
  Object.entries(secretFiles).map(([id, file]) => `id=${id},src=${file}`)
