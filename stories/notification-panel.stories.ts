import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { expect, userEvent, waitFor } from 'storybook/test'
import { example, longTexts, ownType } from '../src/testing/fixtures.js'
import { deliver, deliverDay } from './support/deliver.js'
import { controlled, type Chosen } from './support/element.js'
import { inbox, type Fill } from './support/inboxes.js'
import { BellPage } from './support/panel.js'
import type { Surroundings } from './support/surroundings.js'

type Story = StoryObj<Chosen>

export default {
  title: 'Notification bell/Panel',
  component: 'notification-bell',
  // An opening panel takes the focus, which would scroll a docs page with many stories.
  tags: ['!autodocs'],
  parameters: {
    docs: {
      story: { inline: false, height: '600px' },
      description: {
        component: `The panel that the bell opens. It lists notifications, newest first. Each row has an icon, a title, at most
two lines of message and its age. The whole row is a link.

- **Unread** rows have bold titles and a dot; colour is never the only difference.
- **Colour:** the tile of the icon shows the category: learning, interaction, gamification or system.
- **Days** are those of the member's time zone. **Filters** count the same notifications as the badge.
- **Reading:** new notifications do not move the list while the member reads; they wait behind a button.
- **Undo:** a line below the list can undo the last removal for ten seconds.
- **On a phone** the panel fills the screen.`,
      },
    },
  },
  render: (args, { loaded }) =>
    html`<notification-bell
      endpoint=${String(loaded['endpoint'])}
      ${controlled(args)}
    ></notification-bell>`,
} satisfies Meta<Chosen>

/** Makes a story of an open panel, and waits until it shows an element that matches `css`. */
const open = (fill: Fill, css = '[part=row]'): Story => ({
  parameters: inbox(fill),
  play: ({ canvasElement }) => new BellPage(canvasElement).open(css),
})

/** The list has three unread notifications above four read ones. */
export const List: Story = { ...open(deliverDay), tags: ['autodocs'] }

/** Makes a story of an open panel with one notification of each of the given types. */
const ofTypes = (...types: Parameters<typeof example>[0][]): Story => ({
  parameters: inbox((server) => deliver(server, types.map(example))),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    const titles = page.all('[part=title]').map(({ textContent }) => textContent)
    await expect(titles).toEqual(types.map((type) => example(type).title))
  },
})

export const Learning: Story = ofTypes(
  'lesson.published',
  'exam.graded',
  'certificate.issued',
  'course.enrolled',
  'live_class.started',
)

export const Interaction: Story = ofTypes(
  'comment.created',
  'comment.replied',
  'channel.message',
  'document.published',
)

/** A lost streak is reported without blame. */
export const Gamification: Story = ofTypes(
  'boost.earned',
  'streak.milestone',
  'achievement.unlocked',
  'points.earned',
  'goal.reached',
  'streak.lost',
)

/**
 * An announcement without a link, and a notification of the platform's own type, which is shown
 * like any other.
 */
export const System: Story = {
  parameters: inbox((server) => deliver(server, [example('announcement.published'), ownType])),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await expect(page.all('[part=link]').map(({ localName }) => localName)).toEqual(['button', 'a'])
  },
}

/** A title of 200 characters, a message of 2,000, and words without a place to break. */
export const LongTexts: Story = {
  parameters: inbox((server) => deliver(server, longTexts)),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    const body = await page.find('.body')
    await expect(body.scrollWidth).toBe(body.clientWidth)
  },
}

/** Each filter shows its number of unread notifications. */
export const Filtered: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    const count = page.all('[part=row]').length
    await page.press('[part=filter]:nth-child(4)')
    await waitFor(() => expect(page.all('[part=row]').length).toBeLessThan(count))
  },
}

/** If no notification passes the filter, a message says so and offers to show all. */
export const FilteredOut: Story = {
  parameters: inbox((server) => server.addMany(3)),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=filter]:nth-child(5)')
    await page.find('[part=show-all]')
  },
}

/**
 * Makes a story of a search. Loaded notifications are searched with every letter; the server
 * searches the rest after a pause in typing.
 */
const search = (
  text: string | Readonly<Record<string, string>>,
  css: string,
  fill: Fill = deliverDay,
): Story => ({
  parameters: inbox(fill),
  play: async ({ canvasElement, globals }) => {
    const { language } = globals as Surroundings
    const typed = typeof text === 'string' ? text : (text[language] ?? '')
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=search-toggle]')
    await userEvent.type(await page.find('[part=search-field]'), typed)
    await page.find(css)
  },
})

export const Search: Story = search(
  { en: 're', 'pt-BR': 're', es: 're', he: 'שי', ar: 'الم' },
  '[part=row]:nth-child(2)',
)

export const SearchDark: Story = { ...Search, globals: { scheme: 'dark' } }

export const NothingFound: Story = search('cartography', '[part=search-clear]')

/** If the server cannot be reached, a line says that only loaded notifications were searched. */
export const SearchFailed: Story = search('lesson 40', '.older-failed', (server) => {
  server.addMany(40)
  server.hasNoPages = true
})

/** A row has buttons for the notification itself, and links to its secondary actions. */
export const RowActions: Story = {
  parameters: inbox((server) => {
    const secondaryActions = [
      { id: 'sign', label: 'Sign now', url: '/documents/agreement/sign' },
      { id: 'later', label: 'Remind me tomorrow', url: '/documents/agreement/later' },
    ]
    deliver(server, [
      { ...example('document.published'), secondaryActions },
      example('exam.graded'),
    ])
  }),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=action]')
    const link = page.all('[part=link]')[0]
    link?.focus()
    await waitFor(() => expect(page.all('[part=remove]')[0]?.tabIndex).toBe(0))
  },
}

/**
 * While the member is reading, new notifications do not move the list: they wait behind a button.
 */
export const NewOnes: Story = {
  parameters: inbox((server) => {
    deliver(server, longTexts)
    const comeLater = () => server.addMany(3, { createdAt: new Date().toISOString() })
    addEventListener('belfry-story-later', comeLater, { once: true })
  }),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    page.all('[part=link]')[0]?.focus()
    dispatchEvent(new Event('belfry-story-later'))
    await waitFor(() => expect(page.all('[part=new]')[0]).toHaveTextContent(/[3٣]/u))
  },
}

/** The keyboard shortcuts, opened with `?` or from the menu. */
export const Keys: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=more]')
    await page.press('[part=shortcuts]')
    await page.find('[part=help]:popover-open')
  },
}

/** "Fewer like this" asks what to mute if there are several choices. */
export const Fewer: Story = {
  parameters: inbox((server) => {
    server.preferences = { mutes: [] }
    const data = { courseId: 'geometry-1', courseTitle: 'Geometry I' }
    deliver(server, [{ ...example('lesson.published'), data }, example('points.earned')])
  }),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await userEvent.hover(await page.find('[part=row]'))
    await page.press('[part=fewer]')
    await waitFor(() => expect(page.all('[part=fewer-choice]')).toHaveLength(2))
  },
}

/** `density="compact"` fits more notifications into the same height. */
export const Compact: Story = {
  ...open(deliverDay),
  args: { density: 'compact' },
}

/** A template renders the inside of a row, and a slot adds content to the footer. */
export const Own: Story = {
  parameters: inbox((server) => {
    const data = { score: 92, examTitle: 'Angles and proofs' }
    deliver(server, [{ ...example('exam.graded'), data }, example('lesson.published')])
  }),
  render: (_, { loaded }) =>
    html`<notification-bell endpoint=${String(loaded['endpoint'])}>
      <template data-type="exam.graded">
        <strong><span data-field="score"></span> %</strong> in
        <span data-field="examTitle"></span>
      </template>
      <a slot="footer" href="#settings">Notification settings</a>
    </notification-bell>`,
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await expect(page.all('.own')[0]).toHaveTextContent('92 % in Angles and proofs')
  },
}

export const Empty: Story = open(() => {}, '.notice:not(:has(.trouble))')

export const Loading: Story = open((server) => {
  server.isSilent = true
}, '.skeleton')

/**
 * The message appears after `SHOW_AFTER_MS` without the server (six seconds), not at once: most
 * outages are shorter.
 */
export const Failed: Story = open((server) => {
  server.failure = 500
}, '.notice:has(.trouble) .button-outline')

export const SignedOut: Story = open((server) => {
  server.failure = 401
}, '.notice:has(.trouble) .button-outline')

/** The menu has the actions that are used seldom. "Clear history" removes read notifications. */
export const Menu: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=more]')
    await page.find('[part=menu]:popover-open')
  },
}

/** Each action on the whole list can be undone. */
export const Undo: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=mark-all]')
    await page.find('[part=undo-button]')
    await waitFor(() => expect(page.all('[part=unread-mark]')).toEqual([]))
  },
}

/** The member has cleared the list, and can undo that. */
export const Cleared: Story = {
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await page.press('[part=more]')
    await page.press('[part=clear-all]')
    await page.find('[part=undo-button]')
    await waitFor(() => expect(page.all('[part=row]')).toEqual([]))
  },
}

/** The list shows 30 notifications, and 30 more each time that its end comes near. */
export const OlderPages: Story = {
  parameters: inbox((server) => server.addMany(45)),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await waitFor(() => expect(page.all('[part=row]')).toHaveLength(30))
    await page.press('[part=load-older]')
    await waitFor(() => expect(page.all('[part=row]')).toHaveLength(45))
  },
}

/** With `load="button"` only the button below the list loads older notifications. */
export const LoadByButton: Story = {
  ...open((server) => server.addMany(45)),
  args: { load: 'button' },
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=load-older]')
    const body = await page.find('.body')
    body.scrollTop = body.scrollHeight
    await expect(page.all('[part=row]')).toHaveLength(30)
  },
}

/** A long list takes longer than the default of a wait. */
const LONG = { timeout: 20_000 }

/** A list of more than 300 notifications is rendered only near the part in sight. */
export const LongList: Story = {
  parameters: inbox((server) => server.addMany(400)),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    const body = await page.find('.body')
    // The first frame has only the rows that fit, and nothing below them.
    await page.find('[part=load-older]')
    const scroll = () => {
      body.scrollTop = body.scrollHeight
      return expect(page.all('[part=load-older]')).toEqual([])
    }
    await waitFor(scroll, LONG)
    await waitFor(() => expect(page.all('[part=row]').length).toBeLessThan(300), LONG)
    // The end moves by a little while pages leave the list; the beginning stands still.
    body.scrollTop = 0
    await waitFor(() => {
      const [first] = page.all('[part=row]')
      return expect(first?.getAttribute('aria-posinset')).toBe('1')
    }, LONG)
  },
}

export const Dark: Story = { ...open(deliverDay), globals: { scheme: 'dark' } }

/** Makes a story that waits for the heading in the language of the page. */
const heading = (words: string): Story => ({
  parameters: inbox(deliverDay),
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await waitFor(() => expect(page.all('[part=heading]')[0]).toHaveTextContent(words))
  },
})

export const Portuguese: Story = { ...heading('Notificações'), globals: { language: 'pt-BR' } }

export const Spanish: Story = { ...heading('Notificaciones'), globals: { language: 'es' } }

/** The layout is mirrored but the drawings are not; each text keeps its own direction. */
export const Hebrew: Story = {
  ...heading('התראות'),
  globals: { direction: 'rtl', language: 'he' },
}

export const Arabic: Story = {
  ...heading('الإشعارات'),
  globals: { direction: 'rtl', language: 'ar', scheme: 'dark' },
}

/** On a phone the panel fills the screen and has a button to close it. */
export const Phone: Story = {
  parameters: inbox(deliverDay),
  globals: { viewport: { value: 'mobile1', isRotated: false } },
  play: async ({ canvasElement }) => {
    const page = new BellPage(canvasElement)
    await page.open('[part=row]')
    await expect((await page.find('[part=panel]')).offsetWidth).toBe(innerWidth)
    await expect(await page.find('[part=close]')).toBeVisible()
  },
}

export const PhoneDark: Story = { ...Phone, globals: { ...Phone.globals, scheme: 'dark' } }
