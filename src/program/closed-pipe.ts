/** A reader that had enough (`hal ls | head -1`) is no failure. */
export function endQuietlyOnClosedPipe(process: NodeJS.Process): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
