import { FakeBrowser } from './fake-browser.js'
import { Thread, type VirtualTime } from '../clock/virtual-time.js'

/**
 * A browser whose tabs share locks, channels and storage, in the time that passes: what they are
 * connected to is real. Its tabs cannot be frozen.
 */
export const openBrowser = (): FakeBrowser =>
  // VirtualTime has private parts, so another class needs a cast to stand in for it.
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
    // A timer for the throttling of hidden tabs must not keep the test process alive.
    timer.unref()
  }

  end(thread: Thread): void {
    thread.state = 'ended'
  }

  throttle(): void {
    // Real timers cannot be throttled for one tab.
  }
}
