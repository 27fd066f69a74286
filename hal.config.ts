import { defineConfig } from 'hal-fleet/config'

// hal's own config, as an example: what a project may say to those who work on it. It can narrow what you allow, never widen it:
// engine, owner, mounts, network, allowRoot and build.caBundle belong in your own config (`hal config path` says where that is).
// It is code, so it runs only after `hal config trust`, and hal asks again when it changes.
export default defineConfig({
  // The smallest environment, the one that the quickstart builds.
  profile: 'base',
  // Enough for the compiler and the unit tests; whoever allows less keeps less.
  memory: '3g',
  cpus: 2,
  pids: 512,
  env: {
    // Test output is read by agents here, not by people.
    NO_COLOR: '1',
  },
})
