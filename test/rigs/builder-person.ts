import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { forgetImages } from './forget-images.ts'
import { Person } from './hal.ts'

/** A person who builds images. Disposing them removes those that have their name in them, after their workers. */
export class BuilderPerson extends Person {
  /** A file in the project; answers where. */
  write(path: string, content: string | object): string {
    const file = join(this.home, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`)
    return file
  }

  /** A profile of the project's, with steps of its own where it has any; answers its name, which no other test has. */
  profile(short: string, facts: object, steps: readonly string[] = []): string {
    const name = `${this.owner}-${short}`
    this.write(`.hal/profiles/${name}/profile.json`, facts)
    if (steps.length > 0)
      this.write(`.hal/profiles/${name}/Dockerfile`, ['ARG PARENT', 'FROM $PARENT', ...steps, ''].join('\n'))
    return name
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]()
    await forgetImages(this.owner)
  }
}
