import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, firefox, webkit } from 'playwright'

/**
 * The program of a browser engine. With the driver `playwright`, Playwright starts `path` itself;
 * `webdriver` is a WebKitGTK browser behind WebKitWebDriver on a virtual screen.
 *
 * @typedef {{ name: EngineName, driver: 'playwright' | 'webdriver', path: string, channel?: string }} Engine
 * @typedef {'chromium' | 'firefox' | 'webkit'} EngineName
 */

/** The engines that every test of a page runs on. @type {readonly EngineName[]} */
export const engineNames = ['chromium', 'firefox', 'webkit']

/**
 * Returns the path of the first of `programs` on the PATH; `undefined` if there is none.
 *
 * @param {...string} programs
 */
export function findProgram(...programs) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return programs
    .flatMap((program) => folders.map((folder) => join(folder, program)))
    .find((path) => existsSync(path))
}

/**
 * Returns the path of the PostgreSQL server; `undefined` if it is not installed. Debian keeps it
 * off the PATH.
 *
 * @returns {string | undefined}
 */
export function findPostgres() {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  const debian = versions.map((version) => `/usr/lib/postgresql/${version}/bin/postgres`)
  return debian.find((path) => existsSync(path)) ?? findProgram('postgres')
}

/**
 * Returns an engine of this machine; `undefined` if it is not installed. The browsers of the system
 * come before those that Playwright has downloaded.
 *
 * @param {EngineName} name
 * @returns {Engine | undefined}
 */
export function findEngine(name) {
  if (name === 'chromium') return playwrightEngine(name, findProgram('chromium', 'google-chrome'))
  if (name === 'firefox') {
    const path = findProgram('firefox-esr')
    // A stock Firefox speaks WebDriver BiDi, and not the protocol of Playwright's patched one.
    return path
      ? { name, driver: 'playwright', path, channel: 'moz-firefox' }
      : playwrightEngine(name)
  }
  const path = findMiniBrowser()
  return path && findProgram('WebKitWebDriver') && findProgram('Xvfb')
    ? { name, driver: 'webdriver', path }
    : playwrightEngine(name)
}

/**
 * @param {EngineName} name
 * @param {string} [system]
 * @returns {Engine | undefined}
 */
function playwrightEngine(name, system) {
  const path = system ?? { chromium, firefox, webkit }[name].executablePath()
  return path && existsSync(path) ? { name, driver: 'playwright', path } : undefined
}

function findMiniBrowser() {
  if (process.platform !== 'linux') return undefined
  return readdirSync('/usr/lib')
    .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
    .find((path) => existsSync(path))
}

/** The options with which Chromium runs as root and sends no requests of its own. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
