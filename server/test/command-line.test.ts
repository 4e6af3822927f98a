import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { answerOf } from '../src/command-line.js'
import { readConfig } from '../src/config.js'
import { numberSettings, textSettings } from '../src/setting-table.js'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

describe('the command belfry-server', () => {
  it('prints its options, and every setting with its default and unit, for --help', () => {
    const help = answerOf(['--help']) ?? ''
    const names = [...Object.keys(textSettings), ...Object.keys(numberSettings)]
    expect(names.filter((name) => !help.includes(`  ${name}\n`))).toEqual([])
    expect(help).toContain('Usage: belfry-server [--demo | --help | --version]')
    expect(help).toContain('Default: 4400 (port, from 0 to 65535)')
    expect(help).toContain('Default: 10; 1000000 in the demo (streams, from 1 to 1000000)')
    expect(help).toContain('Default: 262144 (bytes, from 16384 to 67108864)')
    expect(help).toContain('Default: ./.belfry')
  })

  it('documents every setting that the server reads', () => {
    const used = read('../src/config.ts').matchAll(/'((?:BELFRY_|DATABASE_)\w+|PORT|HOST)'/g)
    const names = { ...textSettings, ...numberSettings }
    expect([...used].map(([, name = '']) => name).filter((name) => !(name in names))).toEqual([])
  })

  it('prints no value of its environment', async () => {
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: 'postgres://canary-1',
      BELFRY_JWT_SECRET: 'canary-2',
      BELFRY_API_KEYS: 'canary-3',
      PORT: '4499',
    }
    const options = [main, '--help']
    const { stdout, stderr } = await promisify(execFile)(process.execPath, options, { env })
    expect(stdout).toContain('DATABASE_URL')
    expect(stdout + stderr).not.toMatch(/canary|4499/)
  })

  it.each(['--version', '-v'])('prints its version for %s', (option) => {
    const { version } = JSON.parse(read('../package.json')) as { version: string }
    expect(answerOf([option])).toBe(version)
  })

  it('prints nothing when it starts the server', () => {
    expect(answerOf([])).toBeUndefined()
    expect(answerOf(['--demo'])).toBeUndefined()
  })

  it.each([
    [['--dmeo'], 'Unknown option --dmeo. Did you mean --demo?'],
    [['--hlep'], 'Unknown option --hlep. Did you mean --help?'],
    [['--port', '80'], 'Unknown option --port. Set the environment variable PORT instead.'],
    [['--jwt-secret=canary'], 'Unknown option --jwt-secret. Set the environment variable'],
    [['--database-url=x'], 'Set the environment variable DATABASE_URL instead.'],
    [['start'], 'Unknown option start. See belfry-server --help.'],
  ])('refuses %j with a hint', (options, message) => {
    expect(() => answerOf(options)).toThrow(message)
    expect(() => readConfig({ BELFRY_DEMO: '1' }, options)).toThrow(message)
    expect(() => answerOf(options)).not.toThrow('canary')
  })
})
