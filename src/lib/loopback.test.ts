import { expect, test } from 'vitest'
import { isLoopback } from './loopback.ts'

test.each(['localhost', '127.0.0.1', '127.8.9.10', '::1', '[::1]'])('%s is this machine alone', (host) =>
  expect(isLoopback(host)).toBe(true),
)

test.each(['127.example.com', '127.0.0.1.example.com', '10.0.0.1', '0.0.0.0', '::', 'localhost.example.com'])(
  '%s may be another machine, or be reached by one',
  (host) => expect(isLoopback(host)).toBe(false),
)
