import { findTestEngine } from './test-engine.ts'

/** A suite that can't run fails here, loudly, instead of skipping. */
export default async function setup(): Promise<void> {
  await findTestEngine()
}
