import { existsSync } from 'node:fs'
import { engineNames, findEngine, findPostgres, findProgram } from './engines.mjs'
import { installDebianPackages } from './install.mjs'

/** The programs that the tests need besides npm packages, with their Debian packages. */
const programs = [
  { isThere: () => findEngine('chromium'), packages: ['chromium'] },
  { isThere: () => findEngine('firefox'), packages: ['firefox-esr'] },
  { isThere: () => findEngine('webkit'), packages: ['webkit2gtk-driver', 'xvfb'] },
  { isThere: findPostgres, packages: ['postgresql'] },
  { isThere: () => findProgram('redis-server'), packages: ['redis-server'] },
]

const missingPackages = () =>
  programs.filter(({ isThere }) => !isThere()).flatMap(({ packages }) => packages)

/**
 * Installs missing browsers and servers on Debian as root. Elsewhere it prints one line with the
 * programs to install.
 *
 * @param {(line: string) => void} say
 * @throws {Error} if a program is still missing and CI is set, because no test must be skipped
 *   silently.
 */
export async function installTestPrograms(say) {
  if (
    missingPackages().length > 0 &&
    existsSync('/etc/debian_version') &&
    process.getuid?.() === 0
  ) {
    say(`Installing ${missingPackages().join(' ')} …`)
    await installDebianPackages(missingPackages())
  }
  const missing = missingPackages()
  if (missing.length === 0) return
  const advice = `Missing: ${missing.join(' ')}. Install them (Debian's names), or for the browsers: npx playwright install ${engineNames.join(' ')}`
  if (process.env.CI) throw new Error(advice)
  say(advice)
}
