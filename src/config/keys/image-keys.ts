import { publicRegistry } from '../../lib/npm-registry.ts'
import { number, text, withoutLogin } from './from-text.ts'
import type { KeyForm } from './key-form.ts'

/** Images, and how they are built. */
export const imageKeys: readonly KeyForm[] = [
  {
    path: 'images.registry',
    variables: ['HAL_IMAGES_REGISTRY', 'IMG_REGISTRY'],
    isWidening: false,
    description: 'Where images are pushed to and pulled from.',
    expected: 'a registry such as ghcr.io',
    default: 'none: images stay in the engine',
    fromText: text,
  },
  {
    path: 'images.org',
    variables: ['HAL_IMAGES_ORG', 'IMG_ORG'],
    isWidening: false,
    description: 'The organisation in the registry.',
    expected: 'a name',
    default: 'none',
    fromText: text,
  },
  {
    path: 'images.version',
    variables: ['HAL_IMAGES_VERSION', 'VERSION'],
    isWidening: false,
    description: 'A further tag for images that are pushed.',
    expected: 'a tag such as 1.2.0',
    default: 'none',
    fromText: text,
  },
  {
    path: 'images.base',
    variables: ['HAL_IMAGES_BASE'],
    isWidening: false,
    description: 'The image that the tools are built on.',
    expected: 'an image',
    default: 'debian:bookworm-slim',
    fromText: text,
  },
  {
    path: 'images.session',
    variables: ['TTYD_IMAGE'],
    isWidening: false,
    description:
      'The image for sessions: of workers for which nobody names an image or a profile. An empty one counts as none.',
    expected: 'an image',
    default: 'none',
    fromText: text,
  },
  {
    path: 'images.tasks',
    variables: [],
    variablesByName: 'TASK_IMAGE_',
    isWidening: false,
    description:
      'Images for headless tasks, by agent, and default for all others; an empty one counts as none.',
    expected: 'agents and their images, such as { default: "ghcr.io/me/agent:1" }',
    default: 'none',
    fromText: text,
  },
  {
    path: 'build.caBundle',
    variables: ['HAL_BUILD_CA_BUNDLE'],
    isWidening: true,
    description: 'A PEM file of authorities that builds and workers trust besides their own.',
    expected: 'the path of a PEM file that you can read',
    default: 'none',
    fromText: text,
    fromAnyText: (caBundle) => ({ build: { caBundle } }),
  },
  {
    path: 'build.npmRegistry',
    variables: ['HAL_BUILD_NPM_REGISTRY', 'npm_config_registry', 'NPM_CONFIG_REGISTRY'],
    isWidening: true,
    description: 'The npm registry, or a mirror of it, that tools come from and are asked for.',
    expected: 'an address such as https://npm.example.com/, without a password in it',
    default: publicRegistry,
    fromText: withoutLogin,
  },
  {
    path: 'build.concurrency',
    variables: ['HAL_BUILD_CONCURRENCY'],
    isWidening: false,
    description: 'How many images are built side by side.',
    expected: 'a whole number from 1 to 64',
    default: '2',
    fromText: number,
  },
  {
    path: 'build.secrets',
    variables: [],
    isWidening: true,
    description:
      'Files that steps of your own Dockerfiles may mount as secrets, by the id that they ask for (`RUN --mount=type=secret,id=…`).',
    expected:
      'ids and the paths of files that you can read, such as { npmrc: "~/.npmrc" } (ca is build.caBundle)',
    default: 'none',
    fromText: text,
  },
]
