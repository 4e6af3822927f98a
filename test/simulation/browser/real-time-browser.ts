import { FakeBrowser } from './fake-browser.js'
import { Thread, type VirtualTime } from '../clock/virtual-time.js'

/**
 * A browser whose tabs share locks, channels and storage, in the time that passes: what they are
 * connected to is real. Its tabs cannot be frozen.
 */
export const openBrowser = (): FakeBrowser =>
  // The one class that tabs know has parts that nobody can name.
  new FakeBrowser(new RealTime() as unknown as VirtualTime)

class RealTime {
  readonly world = new Thread()

  get now(): number {
    return Date.now()
  }

  post(thread: Thread, run: () => unknown, delayMs = 0, after?: () => void): void {
    const timer = setTimeout(() => {
      if (thread.state === 'ended') return
      run()
      after?.()
    }, delayMs)
    // What a hidden tab would do in five minutes keeps no test waiting.
    timer.unref()
  }

  end(thread: Thread): void {
    thread.state = 'ended'
  }

  throttle(): void {
    // The clock is everybody's.
  }
}
