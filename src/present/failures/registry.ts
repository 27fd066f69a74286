/** The host in an image's name, `docker.io` where it has none. */
export function hostOf(image: string): string {
  const [first = '', ...rest] = image.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io'
}

const isHub = (registry: string): boolean => /^(?:index\.|registry-1\.)?docker\.io$/.test(registry)

/** `Docker Hub`, `the registry ghcr.io`. */
export const registryWords = (registry: string): string =>
  isHub(registry) ? 'Docker Hub' : `the registry ${registry}`

/** ` for ghcr.io/me/x:1`; nothing where the registry itself is meant. */
export const forImage = (image: string, registry: string): string =>
  image === registry ? '' : ` for the image ${image}`

/** How one logs in there; Docker Hub is the one that needs no name. */
export const loginCommand = (registry: string): string =>
  isHub(registry) ? '`docker login`' : `\`docker login ${registry}\``

/** The part of an image's name that says which one of its repository is meant, in words. */
export function tagWords(image: string): string {
  const [name = '', digest] = image.split('@', 2)
  if (digest !== undefined) return 'its digest'
  const colon = name.lastIndexOf(':')
  return `its tag (${colon > name.lastIndexOf('/') ? name.slice(colon + 1) : 'latest'})`
}

/** What to do where a registry can't be reached. */
export function wayTo(registry: string, detail: string): string {
  if (/x509|certificate/.test(detail))
    return `The engine must know who signed its certificate: put the authority’s into /etc/docker/certs.d/${registry}/ca.crt on the engine’s machine.`
  if (detail.includes('server gave HTTP response'))
    return 'It speaks no TLS: name it in insecure-registries of the engine’s daemon.json, if you trust the way to it.'
  if (/connection refused|ECONNREFUSED/.test(detail))
    return 'Nothing listens there: check that it runs, and its port.'
  return 'Check the network and the proxy of the engine, which is who asks; an image that is here already needs no registry.'
}
