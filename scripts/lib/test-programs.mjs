import { existsSync } from 'node:fs'
import { engineNames, findEngine, findPostgres, findProgram } from './engines.mjs'
import { installDebianPackages } from './install.mjs'

/** What the tests need beside npm packages, by the Debian packages that bring it. */
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
 * Installs browsers and servers that are missing, on Debian as root; elsewhere it says in one line
 * what to install.
 *
 * @param {(line: string) => void} say
 * @throws Error when something is still missing and CI is set: nothing is skipped in silence.
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
