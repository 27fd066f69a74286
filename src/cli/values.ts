import { InvalidArgumentError } from 'commander'
import { parseDuration } from '../lib/duration.ts'
import type { Activity } from '../workers/worker.ts'

/** Turn what was typed after an option into a value, or say what was expected. */

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.')
  return Number(text)
}

/** May be below 0. */
export function anyNumber(text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is expected, like 1 or -1.')
  return Number(text)
}

/** At least 1. */
export function countingNumber(text: string): number {
  const count = wholeNumber(text)
  if (count === 0) throw new InvalidArgumentError('A whole number above 0 is expected.')
  return count
}

export function decimalNumber(text: string): number {
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text))
    throw new InvalidArgumentError('A number is expected, like 2 or 0.5.')
  return Number(text)
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Milliseconds from `30s`, `1m`, `1h30m`, or a number of seconds. */
export function duration(text: string): number {
  const parsed = parseDuration(text)
  if (!parsed.ok)
    throw new InvalidArgumentError(
      `${capital(parsed.failure.expected)} is expected; a bare number is seconds.`,
    )
  return parsed.value
}

/** `KEY=value`, split at the first `=`. */
export function keyValue(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  const key = text.slice(0, at)
  if (at < 1 || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key))
    throw new InvalidArgumentError('KEY=value is expected.')
  return [key, text.slice(at + 1)]
}

export function imageMode(text: string): 'session' | 'task' {
  if (text !== 'session' && text !== 'task') throw new InvalidArgumentError('session or task is expected.')
  return text
}

/** `ghcr.io` or `ghcr.io/acme`. */
export function registryAddress(text: string): { readonly registry: string; readonly org?: string } {
  const [, scheme, rest] = /^([a-z]+:\/\/)(.*)$/i.exec(text) ?? []
  if (scheme !== undefined)
    throw new InvalidArgumentError(
      `The name of an image begins with its registry, without ${scheme}: write ${rest || 'ghcr.io/acme'}. Whether that speaks TLS, the engine knows (insecure-registries in its daemon.json).`,
    )
  const [, registry, org] = /^([^/\s]+)(?:\/([^\s]*[^/\s]))?\/?$/.exec(text) ?? []
  if (registry === undefined)
    throw new InvalidArgumentError('HOST or HOST/ORG is expected, like ghcr.io/acme.')
  return { registry, ...(org === undefined ? {} : { org }) }
}

/** What it came to. */
export const registryOption = (value: unknown): ReturnType<typeof registryAddress> | undefined =>
  isAddress(value) ? value : undefined

const isAddress = (value: unknown): value is ReturnType<typeof registryAddress> =>
  typeof value === 'object' && value !== null && 'registry' in value
export function printedBuild(text: string): 'plan' | 'bake' {
  if (text !== 'plan' && text !== 'bake') throw new InvalidArgumentError('plan or bake is expected.')
  return text
}

/** `linux/amd64,linux/arm64/v8`. */
export function platforms(text: string): readonly string[] {
  const named = commaList(text)
  const unknown = named.find(
    (name) => !/^linux\/(?:amd64|arm64|arm|386|ppc64le|s390x|riscv64)(?:\/v\d+)?$/.test(name),
  )
  if (named.length === 0 || unknown !== undefined)
    throw new InvalidArgumentError('Platforms of Linux are expected, like linux/amd64,linux/arm64.')
  return named
}

/** Each image has a cache of its own: one place for all would keep the last one's. */
export function cacheTarget(text: string): string {
  if (text !== 'registry' && !text.includes('{name}'))
    throw new InvalidArgumentError(
      'registry is expected, or a reference with {name} in it, which stands for the image’s.',
    )
  return text
}

/** Words between commas. */
export const commaList = (text: string): readonly string[] => text.split(',').filter((word) => word !== '')

/** An option's value, when it was given and is of that type. */
export const textOption = (options: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** Those of a repeatable one. */
export const textsOption = (
  options: Readonly<Record<string, unknown>>,
  name: string,
): readonly string[] | undefined => {
  const value = options[name]
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : undefined
}

export const numberOption = (
  options: Readonly<Record<string, unknown>>,
  name: string,
): number | undefined => {
  const value = options[name]
  return typeof value === 'number' ? value : undefined
}

export const isSet = (options: Readonly<Record<string, unknown>>, name: string): boolean =>
  options[name] === true

export const pairsOption = (
  options: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, string>> => {
  const value = options[name]
  return Array.isArray(value) ? Object.fromEntries(value.filter(isPair)) : {}
}

const isPair = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && value.length === 2

const pauseNames = ['idle', 'done', 'waiting', 'limited', 'login-needed']

/** `idle,waiting` */
export const activities = (text: string): readonly string[] => namesAmong([...pauseNames, 'working'], text)

/** The same without what is none. */
export const pauses = (text: string): readonly string[] => namesAmong(pauseNames, text)

function namesAmong(known: readonly string[], text: string): readonly string[] {
  const names = text.split(',')
  if (!names.every((name) => known.includes(name)))
    throw new InvalidArgumentError(`Some of ${known.join(', ')} are expected.`)
  return names
}

/** What such an option says; `undefined`: it wasn't given. */
export const activitiesOption = (
  options: Readonly<Record<string, unknown>>,
): readonly Activity[] | undefined => {
  const { until } = options
  return Array.isArray(until) ? until.filter((one): one is Activity => typeof one === 'string') : undefined
}
