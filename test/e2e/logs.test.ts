import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

describe('logs', () => {
  test('of a stopped worker are still there, without escape sequences unless asked for', async () => {
    const name = await person.start('kept')
    await person.ok('send', name, "printf '\\033[31mred\\033[m words\\n'", '--capture')
    await person.ok('stop', name)
    const plain = await person.ok('logs', name)
    expect(plain).toContain('\nred words\n')
    expect(plain).not.toContain('\x1b')
    expect(await person.ok('logs', name, '--raw')).toContain('\x1b[31mred')
    // There is nothing to follow any more.
    expect(await person.ok('logs', name, '--follow')).toContain('red words')
  })

  test('begin a line of their own after a restart', async () => {
    const name = await person.start('again')
    await person.ok('send', name, 'PS1="first> "; clear', '--capture')
    await person.ok('restart', name)
    await person.ok('send', name, 'echo on', '--capture')
    const lines = (await person.ok('logs', name)).split('\n')
    expect(lines).toContain('first> ')
    expect(lines).toContain('on')
  })

  test('show what a person saw: a typed line once, a line that was drawn over as it was at last', async () => {
    const name = await person.start('seen')
    await person.ok(
      'send',
      name,
      `printf 'step 1\\rstep 2\\rdone\\033[K\\n'; printf 'abc\\b\\bX\\n'`,
      '--capture',
    )
    await person.ok('send', name, `echo ${'long '.repeat(60)}`, '--capture')
    const lines = (await person.ok('logs', name)).split('\n')
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/\$ +printf 'step 1\\rstep 2\\rdone\\033\[K\\n'; printf 'abc\\b\\bX\\n'$/),
      'done',
      'aXc',
    ])
    expect(lines[3]?.match(/long/g)).toHaveLength(60)
    expect(lines[4]?.match(/long/g)).toHaveLength(60)
  })

  test('end with the last lines when that is what was asked for, followed or not', async () => {
    const name = await person.start('last')
    await person.ok('send', name, 'seq 1 50', '--capture')
    const prompt = `hal@${name}:/workspace$ `
    expect(await person.ok('logs', name, '-n', '3')).toBe(`49\n50\n${prompt}\n`)
    expect(await person.ok('logs', name, '--tail', '1')).toBe(`${prompt}\n`)
    expect(await person.ok('logs', name, '--lines', '0')).toBe('')
    expect(await person.ok('logs', name, '-n', '2', '--json')).toBe(
      `{"version":1,"line":"50"}\n{"version":1,"line":${JSON.stringify(prompt)}}\n`,
    )
    expect(await person.hal(['logs', name, '--json', '--raw'])).toMatchObject({ exitCode: 2, stdout: '' })
    expect((await person.ok('logs', name, '-n', '2', '--raw')).split('\n')).toEqual([
      '50\r',
      expect.stringContaining(prompt),
    ])
    await using terminal = person.terminal(['logs', name, '-f', '-n', '2'])
    await terminal.waitFor(/^50\nhal@/)
    await person.ok('send', name, 'echo more-$((1+1))', '--capture')
    const screen = await terminal.waitFor(/^more-2$/m)
    expect(screen.split('\n').slice(0, 3)).toEqual(['50', expect.stringContaining('$ echo more'), 'more-2'])
    terminal.type('\x03')
    expect(await terminal.exit).toMatchObject({ exitCode: 130 })
  })

  test('are followed until ctrl-c', async () => {
    const name = await person.start('followed')
    await using terminal = person.terminal(['logs', name, '--follow'])
    await terminal.waitFor('$')
    await person.ok('send', name, 'echo first-$((1+1))')
    await terminal.waitFor('first-2')
    await person.ok('send', name, 'echo second-$((1+1))')
    await terminal.waitFor('second-2')
    terminal.type('\x03')
    expect(await terminal.exit).toMatchObject({ exitCode: 130 })
    expect(terminal.screen()).not.toContain('hal:')
  })

  test('are followed until the worker’s end', async () => {
    const name = await person.start('ending')
    await using terminal = person.terminal(['logs', name, '--follow'])
    await terminal.waitFor('$')
    await person.ok('send', name, 'echo last-$((1+1))')
    await terminal.waitFor('last-2')
    await person.ok('stop', name)
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    expect(terminal.screen()).not.toContain('hal:')
  })

  test('of a window that is not there', async () => {
    const name = await person.start('windowless')
    const { stderr, exitCode } = await person.hal(['logs', name, '--window', 'nowhere'])
    expect(exitCode).toBe(5)
    expect(stderr).toContain('no window "nowhere"')
    expect(stderr).toContain('It has shell.')
  })
})
