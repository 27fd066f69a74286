import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { ImageFailure } from '../../images/image-failure.ts'
import type { Sentences } from './sentence.ts'

type OwnFailure = Exclude<ImageFailure, EngineFailure>

export const imageSentences: Sentences<OwnFailure> = {
  'unknown-profile': ({ profile, suggestion, known }) => ({
    what: `there is no profile "${profile}".`,
    next: `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}There are ${known.join(', ')}.`,
    exitCode: 5,
    httpStatus: 404,
  }),
  'bad-profile-name': ({ name }) => ({
    what: `${JSON.stringify(name)} can't be a profile's name.`,
    next: 'A name has lower-case letters and digits, with single hyphens, dots or underscores between them.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'profile-unwritable': ({ file, detail }) => ({
    what: `${file} can't be written: ${detail}.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'profile-not-built': ({ profile }) => ({
    what: `the profile ${profile} has no image on this engine yet.`,
    next: `Build it: \`hal build-profiles ${profile}\`.`,
    exitCode: 5,
    httpStatus: 409,
  }),
  'no-tools': ({ detail }) => ({
    what: `the tools that every worker needs could not be made: ${detail}`,
    next: '`hal doctor` checks what their build needs.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'bad-profile': ({ file, path, expected, got, suggestion }) => ({
    what: `${file}${path === '' ? '' : `, at ${path}`}: expected ${expected}, got ${got}.`,
    ...(suggestion === undefined ? {} : { next: `Did you mean ${suggestion}?` }),
    exitCode: 2,
    httpStatus: 422,
  }),
  'profile-cycle': ({ profiles, file }) => ({
    what: `profiles stand on each other in a circle: ${profiles.join(' → ')}.`,
    next: `Give one of them another parent, in ${file}.`,
    exitCode: 2,
    httpStatus: 422,
  }),
  'missing-file': ({ file, neededBy }) => ({
    what: `${file} is missing; ${neededBy} needs it.`,
    next: 'Put it there, or correct what names it.',
    exitCode: 2,
    httpStatus: 422,
  }),
  'prune-unconfirmed': ({ count }) => ({
    what: `images prune would remove ${count === 1 ? 'an image' : `${count} images`}, and there is no terminal to ask on.`,
    next: '`hal images prune --dry-run` says which; `--force` removes them unasked.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'no-image-chosen': ({ mode, tried }) => ({
    what: `no image is named for a ${mode}.`,
    next: `Set ${tried.join(', or else ')}, or ${mode === 'session' ? 'images.session' : 'images.tasks'} in your config.`,
    exitCode: 5,
    httpStatus: 409,
  }),
  'no-registry': () => ({
    what: 'there is no registry to push to.',
    next: 'Set images.registry and images.org in your config, or IMG_REGISTRY and IMG_ORG.',
    exitCode: 2,
    httpStatus: 400,
  }),
}
