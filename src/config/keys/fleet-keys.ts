import { text, yesOrNo } from './from-text.ts'
import type { KeyForm } from './key-form.ts'

/** Which fleet hal works on, and whose. */
export const fleetKeys: readonly KeyForm[] = [
  {
    path: 'engine',
    variables: ['HAL_ENGINE'],
    isWidening: true,
    description:
      'Where the container engine listens: a URL such as unix:///run/docker.sock, or the name of a docker context. `process`: workers are processes of the container that hal runs in.',
    expected: 'a URL, the name of a docker context, or process',
    default: 'the first engine that answers',
    fromText: text,
    fromAnyText: (engine) => ({ engine }),
  },
  {
    path: 'url',
    variables: ['HAL_URL'],
    isWidening: true,
    description:
      'Where a `hal serve` is whose fleet hal works on, in place of one of this machine: https://fleet.example.com.',
    expected: 'the address of a server: http:// or https://, and a host',
    default: 'none: the fleet of the engine',
    fromText: text,
  },
  {
    path: 'secretFile',
    variables: ['HAL_SECRET_FILE'],
    isWidening: true,
    description: 'A file with the secret that the server at `url` wants.',
    expected: 'the path of a file',
    default: 'none',
    fromText: text,
  },
  {
    path: 'allowPlainHttp',
    variables: ['HAL_ALLOW_PLAIN_HTTP'],
    isWidening: true,
    description:
      'Whether the secret may go to another machine by http://, where whoever is on the way can read it.',
    expected: 'true or false',
    default: 'false',
    fromText: yesOrNo,
  },
  {
    path: 'owner',
    variables: ['HAL_OWNER'],
    isWidening: true,
    description: 'Whose workers hal sees as its own.',
    expected: 'a name',
    default: 'your login name',
    fromText: text,
    fromAnyText: (owner) => ({ owner }),
  },
]
