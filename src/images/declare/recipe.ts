/**
 * What a declared layer adds to the one it stands on, without a Dockerfile of its own:
 *
 *   { "packages": ["jq", { "suite": "trixie", "names": ["docker-cli"] },       Debian packages
 *                  { "unpack": "git", "files": ["/usr/bin/git"] }],
 *     "fetch": { "claude": { "npm": "@anthropic-ai/claude-code-linux-{node-arch}",
 *                            "put": { "claude": "/usr/local/bin/claude" } } },
 *     "env": { "LANG": "C.UTF-8" },
 *     "command": ["/bin/bash"] }
 */
export interface Recipe {
  readonly packages: readonly PackageSet[]
  readonly fetch: readonly FetchedTool[]
  readonly env: Readonly<Record<string, string>>
  /** What the image runs when nothing else is said. */
  readonly command: readonly string[] | undefined
}

export type PackageSet =
  | {
      readonly kind: 'installed'
      /** Another Debian release than the image's own. */
      readonly suite: string | undefined
      readonly names: readonly string[]
    }
  /** Some files of one package and nothing that it depends on: apt doesn't know of it, so whoever needs the whole package installs it over this. */
  | {
      readonly kind: 'unpacked'
      readonly name: string
      /** Absolute; `*` stands for any part of a path. */
      readonly files: readonly string[]
    }

/** A tool that comes from its maker, at the version that the pins say. */
export interface FetchedTool {
  /** Its pin's name, too. */
  readonly name: string
  readonly source: ToolSource
  /** From the archive to the image. */
  readonly put: Readonly<Record<string, string>>
  /** Links: where to → where from. */
  readonly link: Readonly<Record<string, string>>
  /** The image can live without it: `--allow-missing` leaves it out where it can't be reached. */
  readonly isOptional: boolean
  /** Its maker's terms, where it is not everybody's to pass on: a push of an image that has it says so. */
  readonly licence: string | undefined
}

/**
 * `npm`: a package of the npm registry, `name` or `name@{version}-linux-{node-arch}`. `url`: an address.
 * `{version}` is the pin's, `{arch}` is `amd64` or `arm64`, `{node-arch}` `x64` or `arm64`, `{machine}` `x86_64` or `aarch64`.
 */
export type ToolSource =
  | { readonly kind: 'npm'; readonly package: string }
  | { readonly kind: 'url'; readonly url: string }
