import type { ConfigFailure } from '../../config/config-failure.ts'
import type { Sentences } from './sentence.ts'

export const configSentences: Sentences<ConfigFailure> = {
  'unknown-config-key': ({ file, path, suggestion }) => ({
    what: `${file} sets "${path}", which hal does not know.`,
    next: suggestion === undefined ? '`hal config show` lists what there is.' : `Did you mean ${suggestion}?`,
    exitCode: 2,
    httpStatus: 422,
  }),
  'wrong-value': ({ file, path, expected, got }) => ({
    what:
      path === ''
        ? `${file} says ${got}; expected ${expected}.`
        : `${file} sets ${path} to ${got}; expected ${expected}.`,
    exitCode: 2,
    httpStatus: 422,
  }),
  'config-unreadable': ({ file, detail }) => ({
    what: `${file} can't be read: ${detail}`,
    exitCode: 2,
    httpStatus: 422,
  }),
  'untrusted-config': ({ file, hasChanged }) => ({
    what: hasChanged
      ? `${file} is code, and it has changed since you said that it may run.`
      : `${file} is code, and you have not said that it may run.`,
    next: 'Read it, then `hal config trust`. JSON and YAML configs need no trust.',
    exitCode: 4,
    httpStatus: 403,
  }),
  'trust-unkept': ({ file, folder, detail }) => ({
    what: `${file} is not trusted yet: that can't be kept in ${folder}: ${detail}.`,
    next: 'Make room there, see to it that you may write there, or name another folder in HAL_STATE; then `hal config trust` again.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'widening-key': ({ file, path, isOutside }) => ({
    what: isOutside
      ? `${file} sets ${path} to a folder outside the project, which only your own config may: it widens what workers can reach.`
      : `${file} sets ${path}, which only your own config may: it widens what workers can reach.`,
    next: 'Move it to your own config (`hal config path` says where that is), or take it out.',
    exitCode: 4,
    httpStatus: 403,
  }),
  'redirecting-variable': ({ file, path }) => ({
    what: `${file} sets ${path}, which only your own config may: it could send an agent, and with it your key, elsewhere.`,
    next: 'Move it to your own config (`hal config path` says where that is), or take it out.',
    exitCode: 4,
    httpStatus: 403,
  }),
}
