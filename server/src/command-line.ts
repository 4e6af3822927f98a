import { readFileSync } from 'node:fs'
import { StartupError } from './errors.js'
import { paths } from './paths.js'
import { type NumberSetting, numberSettings, type Setting, textSettings } from './setting-table.js'

/** The options of the command, with their purposes. */
const options: Readonly<Record<string, string>> = {
  '--demo': 'Start the demo platform on this machine, with its pages and without secrets.',
  '--help': 'Print this text.',
  '--version': 'Print the version.',
}

/** Common short forms of options. */
const shortForms: Readonly<Record<string, string>> = { '-h': '--help', '-v': '--version' }

/**
 * Returns the output of a command that only prints: `--help` or `--version`. It contains no value
 * of the environment, because some values are secrets.
 *
 * @returns the output; `undefined` if the server is to start
 * @throws {StartupError} for an unknown option
 */
export function answerOf(given: readonly string[]): string | undefined {
  const asked = given.map((option) => shortForms[option] ?? option)
  refuseUnknown(asked)
  if (asked.includes('--help')) return helpText()
  return asked.includes('--version') ? readVersion() : undefined
}

/**
 * Refuses unknown options.
 *
 * @throws {StartupError} with a suggestion of the intended option or setting
 */
export function refuseUnknown(given: readonly string[]): void {
  const unknown = given.find((option) => !Object.hasOwn(options, option))
  // The message omits the option's value, which may be a secret.
  if (unknown !== undefined) throw new StartupError(hintFor(unknown.split('=', 1)[0] ?? ''))
}

function hintFor(unknown: string): string {
  const name = unknown.replace(/^-+/, '').replaceAll('-', '_').toUpperCase()
  const setting = Object.keys({ ...textSettings, ...numberSettings }).find((one) =>
    [one, one.replace(/^BELFRY_/, ''), one.replace(/_(MS|BYTES)$/, '')].includes(name),
  )
  if (setting) return `Unknown option ${unknown}. Set the environment variable ${setting} instead.`
  const near = Object.keys(options).find((option) => isNear(option, unknown))
  const hint = near ? `Did you mean ${near}?` : 'See belfry-server --help.'
  return `Unknown option ${unknown}. ${hint}`
}

/** Whether two words differ in at most two letters, as in a typing error. */
function isNear(one: string, other: string): boolean {
  const left = [...other]
  const missing = [...one].filter((letter) => {
    const at = left.indexOf(letter)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return missing.length + left.length <= 2
}

const readVersion = (): string =>
  (JSON.parse(readFileSync(paths.packageJson, 'utf8')) as { version: string }).version

function helpText(): string {
  const rows = Object.entries(options).map(
    ([option, purpose]) => `  ${option.padEnd(11)}${purpose}`,
  )
  const settings = [
    ...Object.entries<Setting>(textSettings).map(([name, setting]) => describe(name, setting)),
    ...Object.entries<NumberSetting>(numberSettings).map(([name, setting]) =>
      describe(name, { ...setting, defaultText: numberText(setting) }),
    ),
  ]
  return [
    'Usage: belfry-server [--demo | --help | --version]',
    `The server of Belfry's notification bell.\n\nOptions:\n${rows.join('\n')}`,
    `Settings, all of them environment variables:\n${settings.join('\n')}`,
  ].join('\n\n')
}

const describe = (name: string, { purpose, defaultText = 'none' }: Setting): string =>
  `  ${name}\n      ${purpose}\n      Default: ${defaultText}`

function numberText({ fallback, demoFallback, unit, min, max }: NumberSetting): string {
  const demo = demoFallback === undefined ? '' : `; ${demoFallback} in the demo`
  return `${fallback}${demo} (${unit}, from ${min} to ${max})`
}
