import { readFileSync } from 'node:fs'

/**
 * Returns the share of the last ten seconds in which a program on this machine waited for a
 * processor, in percent; `null` where the system does not tell.
 */
export function cpuPressure() {
  try {
    const text = readFileSync('/proc/pressure/cpu', 'utf8')
    return Number(/some avg10=([\d.]+)/.exec(text)?.[1])
  } catch {
    return null
  }
}
