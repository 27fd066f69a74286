import type { Run } from './command.ts'

export const run: Run = (context, { args }) => context.trustConfig(args[0])
