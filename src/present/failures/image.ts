import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { Fault, ImageFailure } from '../../images/image-failure.ts'
import { andList } from '../and-list.ts'
import { hostOf, registryWords } from './registry.ts'
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
    next: 'It is as it was. Choose another name, or a folder that you may write.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'unknown-tool': ({ tool, suggestion, known }) => ({
    what: `no tool "${tool}" is pinned.`,
    next: `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}There are ${known.join(', ')}.`,
    exitCode: 5,
    httpStatus: 404,
  }),
  'bad-version': ({ tool, version }) => ({
    what: `${JSON.stringify(version)} can't be a version of ${tool}.`,
    next: `A version has letters, digits, dots, hyphens, underscores and plus signs: \`hal images upgrade ${tool}@1.2.3\`.`,
    exitCode: 2,
    httpStatus: 400,
  }),
  'pins-unwritable': ({ file, detail }) => ({
    what: `${file} can't be written: ${detail}.`,
    next: 'It is as it was. --file names another one.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'profile-not-built': ({ profile, isStale }) => ({
    what:
      isStale === true
        ? `the image of the profile ${profile} is stale, and was left alone.`
        : `the profile ${profile} has no image on this engine yet.`,
    next: `Build it: \`hal build-profiles ${profile}\`.`,
    exitCode: 5,
    httpStatus: 409,
  }),
  'image-outdated': ({ profile, image }) => ({
    what: `${image} is not on this engine, and the profile ${profile} is something else by now.`,
    next: `Name the profile, or hal/${profile}:latest, which is built where it isn't there.`,
    exitCode: 5,
    httpStatus: 404,
  }),
  'no-tools': ({ detail }) => ({
    what: `the tools that every worker needs could not be made: ${detail}`,
    next: '`hal doctor` checks what their build needs.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'bad-profile': ({ file, others = [], ...first }) => ({
    ...(others.length === 0
      ? {
          what: `${file}${first.path === '' ? '' : `, at ${first.path}`}: ${faultWords(first)}.`,
          ...(first.suggestion === undefined ? {} : { next: `Did you mean ${first.suggestion}?` }),
        }
      : {
          what: `${file} is wrong in ${others.length + 1} places.`,
          why: [first, ...others].map(placeWords),
        }),
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
  'context-unreadable': ({ file, why }) => ({
    what: `${file} can't be read, and an image is made of it: ${why}.`,
    next: 'Make it readable for you, or have `.dockerignore` leave it out.',
    exitCode: 2,
    httpStatus: 422,
  }),
  'pins-unreadable': ({ file, why }) => ({
    what: `${file} can't be read: ${why}.`,
    next: 'Without it, other versions would go into images. Make it readable for you, or remove it.',
    exitCode: 2,
    httpStatus: 422,
  }),
  'prune-unconfirmed': ({ count }) => ({
    what: `images prune would remove ${count === 1 ? 'an image' : `${count} images`}, and there is no terminal to ask on.`,
    next: '`hal images prune --dry-run` says which; `--force` removes them unasked.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'no-image-chosen': ({ mode, usual, tried }) => ({
    what: `no image is named for a ${mode}, so \`hal ${mode === 'session' ? 'start' : 'run'}\` takes the profile ${usual}.`,
    next: `To name one, set ${tried.join(', or else ')}, or ${mode === 'session' ? 'images.session' : 'images.tasks'} in your config.`,
    exitCode: 5,
    httpStatus: 409,
  }),
  'platforms-need-push': ({ platforms }) => ({
    what: `images for ${andList(platforms)} can't stay on this engine, which keeps one platform of an image.`,
    next: 'Send them to a registry with --push, or name one platform.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'base-not-here': ({ reference }) => ({
    what: `${reference} isn't on this engine, and its id is a part of the names of what stands on it.`,
    next: `Pull it (\`docker pull ${reference}\`), or name several platforms: then its name counts in place of its id.`,
    exitCode: 5,
    httpStatus: 409,
  }),
  'no-registry': () => ({
    what: 'no registry is named, to push to or to take caches from.',
    next: 'Name one with --registry, or set images.registry and images.org in your config, or IMG_REGISTRY and IMG_ORG.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'bad-image-name': ({ name }) => ({
    what: `${name} can't be the name of an image.`,
    next: 'Names are in lower-case letters, without https://; a version has letters, digits, dots and hyphens. See --registry, images.registry, images.org and images.version.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'registry-silent': ({ image, silenceMs }) => ({
    what: `${registryWords(hostOf(image))} said nothing about the image ${image} for ${Math.round(silenceMs / 1000)} seconds.`,
    next: 'Check the network and the registry, then repeat the command.',
    exitCode: 3,
    httpStatus: 504,
  }),
  'digest-mismatch': ({ image, expected, got }) => ({
    what: `the registry has something else for ${image} than it should.`,
    why: [`Expected ${expected ?? 'no digest'}, got ${got ?? 'none'}.`],
    next: 'No alias was moved to it. Look at what stands between hal and the registry, then repeat the command.',
    exitCode: 1,
    httpStatus: 502,
  }),
  'tag-taken': ({ image }) => ({
    what: `${image} is there, and was built from something else.`,
    next: 'The tag of a fingerprint never moves. Remove it from the registry if nobody needs it, or push to another one.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'lock-unwritable': ({ file, detail }) => ({
    what: `the digests can't be written to ${file}: ${detail}.`,
    next: 'Name another file with --lock. What was pushed is pushed; repeating the command writes the file.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'unknown-agent': ({ agent, suggestion, known }) => ({
    what: `there are no tools for an agent "${agent}".`,
    next: `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}There are ${known.join(', ')}.`,
    exitCode: 5,
    httpStatus: 404,
  }),
  'agent-unreachable': ({ agent, detail }) => ({
    what: `the tools of ${agent} can't be fetched.`,
    why: [`  ${detail}`],
    next: `Where that address is blocked, name a mirror of npm (\`build.npmRegistry\`), a proxy (\`proxy\`) or a company’s authority (\`build.caBundle\`) in your own config, or run an image that has ${agent}: \`hal start NAME --image IMAGE -- PROGRAM\`.`,
    exitCode: 1,
    httpStatus: 502,
  }),
}

const faultWords = ({ expected, got }: Fault): string => `expected ${expected}, got ${got}`

/** A line of its own. */
const placeWords = (fault: Fault): string => {
  const { path, suggestion } = fault
  const meant = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`
  return `${path === '' ? '' : `${path}: `}${faultWords(fault)}.${meant}`
}
