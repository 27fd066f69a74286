import type { ConfigFailure } from '../../config/config-failure.ts'
import type { Examples } from './examples.fixture.ts'

export const configExamples: Examples<ConfigFailure> = {
  'unknown-config-key': {
    failure: {
      reason: 'unknown-config-key',
      file: '/p/hal.config.json',
      path: 'profil',
      suggestion: 'profile',
    },
    exitCode: 2,
    httpStatus: 422,
    text: 'hal: /p/hal.config.json sets "profil", which hal does not know.\n     Did you mean profile?\n',
  },
  'wrong-value': {
    failure: {
      reason: 'wrong-value',
      file: 'HAL_MEMORY',
      path: 'memory',
      expected: 'a size such as 512m or 4g',
      got: "'much'",
    },
    exitCode: 2,
    httpStatus: 422,
    text: "hal: HAL_MEMORY sets memory to 'much'; expected a size such as 512m or 4g.\n",
  },
  'config-unreadable': {
    failure: {
      reason: 'config-unreadable',
      file: '/p/hal.config.json',
      detail: 'line 3: no comma',
    },
    exitCode: 2,
    httpStatus: 422,
    text: "hal: /p/hal.config.json can't be read: line 3: no comma\n",
  },
  'untrusted-config': {
    failure: { reason: 'untrusted-config', file: '/p/hal.config.ts', hasChanged: false },
    exitCode: 4,
    httpStatus: 403,
    text: 'hal: /p/hal.config.ts is code, and you have not said that it may run.\n     Read it, then `hal config trust`. JSON and YAML configs need no trust.\n',
  },
  'trust-unkept': {
    failure: {
      ...{ reason: 'trust-unkept', file: '/p/hal.config.ts', folder: '/home/me/.local/state/hal' },
      detail: 'ENOSPC: no space left on device, write',
    },
    exitCode: 1,
    httpStatus: 500,
    text: "hal: /p/hal.config.ts is not trusted yet: that can't be kept in /home/me/.local/state/hal: ENOSPC: no space left on device, write.\n     Make room there, see to it that you may write there, or name another folder in HAL_STATE; then `hal config trust` again.\n",
  },
  'widening-key': {
    failure: { reason: 'widening-key', file: '/p/hal.config.json', path: 'mounts', isOutside: false },
    exitCode: 4,
    httpStatus: 403,
    text: 'hal: /p/hal.config.json sets mounts, which only your own config may: it widens what workers can reach.\n     Move it to your own config (`hal config path` says where that is), or take it out.\n',
  },
  'redirecting-variable': {
    failure: {
      reason: 'redirecting-variable',
      file: '/p/hal.config.json',
      path: 'env.ANTHROPIC_BASE_URL',
    },
    exitCode: 4,
    httpStatus: 403,
    text: 'hal: /p/hal.config.json sets env.ANTHROPIC_BASE_URL, which only your own config may: it could send an agent, and with it your key, elsewhere.\n     Move it to your own config (`hal config path` says where that is), or take it out.\n',
  },
}
