import { defineConfig } from 'vitest/config'

// Tiers by distance: unit stands beside its file and touches nothing outside; the others need what their name says.
const tier = (name: string, include: string[], testTimeout: number, isSerial: boolean) => ({
  test: {
    name,
    include,
    testTimeout,
    hookTimeout: Math.max(120_000, testTimeout),
    fileParallelism: !isSerial,
    retry: 0,
    // Only ever waited out where something is wrong: long, as a machine may be busy with other things.
    expect: { poll: { timeout: Math.min(30_000, testTimeout / 2), interval: 20 } },
    globalSetup: setups[name] ?? ['test/rigs/global-setup.ts'],
  },
})

const setups: Readonly<Record<string, string[]>> = {
  unit: [],
  integration: ['test/rigs/global-setup.ts', 'test/rigs/tools-tmux.ts'],
}

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      tier(
        'unit',
        ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts', 'test/rigs/**/*.test.ts'],
        10_000,
        false,
      ),
      tier('contract', ['test/contract/**/*.test.ts'], 60_000, true),
      tier('integration', ['test/integration/**/*.test.ts'], 120_000, true),
      tier('e2e', ['test/e2e/**/*.test.ts'], 180_000, true),
      tier('catalogue', ['test/catalogue/**/*.test.ts'], 1_200_000, true),
    ],
  },
})
