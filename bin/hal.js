#!/usr/bin/env node
// Plain JavaScript that any Node parses: hal itself needs Node 22.18 or newer, and this file is what an older one meets first.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  await import('../dist/main.js')
} else {
  await runOnPinnedNode()
}

async function runOnPinnedNode() {
  const { spawn } = await import('node:child_process')
  const { existsSync } = await import('node:fs')
  const { fileURLToPath } = await import('node:url')
  const pinned = ['../node_modules/node/bin/node', '../../node/bin/node']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path))
  if (pinned === undefined) {
    process.stderr.write(
      `hal: this is Node ${process.versions.node}; hal needs Node 22.18 or newer.\n     Install a newer Node (https://nodejs.org), or run \`npm install\` in a checkout of hal: it brings its own.\n`,
    )
    process.exitCode = 1
    return
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  // The terminal sends its signals to the whole group; what is sent to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])
    process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
