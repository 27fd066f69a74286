import { matrixPage } from '../present/images-matrix.ts'
import { stateAndWhy } from '../present/profile.ts'
import { table } from '../present/table.ts'
import { isWell, verdict, verifiedMatrix, verifiedRows } from '../present/verified-images.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** A line for each tool; exit code 1 when a promise is broken. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  if (!isJson && context.io.stderr.isTTY)
    remarkOn(context, 'looking into images and through all of their layers: that may take a minute.')
  const verified = await context.images.verify({ names: args, signal: context.signal })
  if (!verified.ok) return reportFailure(context, verified.failure, { isJson })
  const images = verified.value
  if (isJson) {
    const asked = await context.images.profiles({ names: args, isOnly: true })
    const unverified = asked.ok
      ? asked.value.filter(
          ({ name }) =>
            (args.length === 0 || args.includes(name)) && images.every(({ profile }) => profile !== name),
        )
      : []
    const notVerified = unverified.map((one) => ({ profile: one.name, why: stateAndWhy(one) }))
    printJson(context, { version: 1, images, notVerified })
  }
  if (!isJson && images.length === 0) {
    const names = args.map((name) => ` ${name}`).join('')
    remarkOn(context, `none of them is built and fresh: \`hal build-profiles${names}\` builds them.`)
    return 1
  }
  if (!isJson && isSet(options, 'matrix')) {
    const profiles = await context.images.profiles()
    if (!profiles.ok) return reportFailure(context, profiles.failure)
    const asked = profiles.value.filter(({ name }) => args.length === 0 || args.includes(name))
    context.io.stdout.write(matrixPage(verifiedMatrix(asked, images)))
  } else if (!isJson) {
    print(context, table(verifiedRows(images, lookOf(context).paint), context.io.columns).join('\n'))
    print(context, `\n${verdict(images)}`)
  }
  return images.length > 0 && images.every(isWell) ? 0 : 1
}
