import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualTime } from '../clock/virtual-time.js'
import { FakeBrowser, type FakeTab } from './fake-browser.js'

let time: VirtualTime
let browser: FakeBrowser
let log: string[]

const note = (text: string) => (): void => void log.push(text)
const openTab = (): FakeTab => browser.openTab()

beforeEach(() => {
  time = new VirtualTime()
  browser = new FakeBrowser(time)
  log = []
})

afterEach(() => time[Symbol.dispose]())

describe('a fake BroadcastChannel', () => {
  it('delivers a copy of each message to the other pages, in a later task', async () => {
    const [a, b] = [openTab(), openTab()]
    const [own, other] = [a.openChannel('bus')!, b.openChannel('bus')!]
    own.onmessage = note('heard itself')
    other.onmessage = ({ data }: MessageEvent<string[]>) => log.push(`heard ${data.join()}`)
    const message = ['one']
    await a.do(() => own.postMessage(message))
    message.push('two')
    expect(log).toEqual([])
    await time.advance(0)
    expect(log).toEqual(['heard one'])
    b.crash()
    await a.do(() => own.postMessage(message))
    await time.advance(0)
    expect(log).toEqual(['heard one'])
  })
})
