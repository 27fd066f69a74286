// Ends with 0 when node_modules holds what package-lock.json says: has-packages.mjs CHECKOUT. Plain JavaScript for any Node.
// npm keeps beside the packages a lock of what it really put there; optional ones of other platforms are rightly absent.
import { readFileSync } from 'node:fs'

const checkout = process.argv[2] ?? '.'
const wanted = packagesOf(`${checkout}/package-lock.json`)
const installed = packagesOf(`${checkout}/node_modules/.package-lock.json`)

const isComplete = Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
  const found = installed[path]
  if (path === '') return true
  return found === undefined ? optional === true || devOptional === true : found.version === version
})
process.exitCode = isComplete ? 0 : 1

function packagesOf(lock) {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')).packages
  } catch {
    return { missing: { version: lock } }
  }
}
