import { format, resolveConfig } from 'prettier'
import { catalogue, describeType, type NotificationType } from 'belfry/protocol'
import { expect, it } from 'vitest'
import { serverCatalogue, type Text } from '../../src/domain/catalogue.js'
import { defaultLinks } from '../../src/domain/links.js'
import { formsOf } from '../../src/domain/phrase.js'

const page = new URL('../../../docs/catalogue.md', import.meta.url).pathname

const words = (text: Text | undefined): string =>
  text
    ? [text.title, text.message]
        .map((phrase) => formsOf(phrase).join(' / '))
        .filter(Boolean)
        .join(' · ')
    : 'the sender’s own'

function row(type: NotificationType): string {
  const { category, icon, toast } = describeType(type)
  const { audience, link, texts } = serverCatalogue[type]
  const cells = [
    `\`${type}\``,
    category,
    audience,
    words(texts?.en),
    link === null ? 'the sender’s own' : `\`${defaultLinks[link]}\``,
    icon,
    toast ?? '–',
  ]
  return `| ${cells.join(' | ')} |`
}

function translations(type: NotificationType): string {
  const { texts } = serverCatalogue[type]
  return `| \`${type}\` | ${words(texts?.['pt-BR'])} | ${words(texts?.es)} |`
}

const types = Object.keys(catalogue) as NotificationType[]
const markdown = `# The 16 notification types

This page is generated from the tables of the widgets and the server: \`npx vitest run --project server server/test/docs -u\` writes it, and a test compares it with the tables. [Contributing](../CONTRIBUTING.md#add-a-notification-type) lists the places that change with a new type.

The parts in braces are the event’s data; \`{+amount}\` is a number with its sign. A slash separates the plural forms of the language. A text from the data is isolated (U+2068 to U+2069), so that its direction does not reorder the sentence. A sender may give \`title\` and \`message\`, and a platform may change the links.

A type that is not in the table is shown under “System”, never dropped.

| type | category | goes to | says (en) | leads to | icon | toast |
| --- | --- | --- | --- | --- | --- | --- |
${types.map(row).join('\n')}

## In other languages

| type | pt-BR | es |
| --- | --- | --- |
${types.map(translations).join('\n')}
`

it('docs/catalogue.md matches the tables of the catalogue', async () => {
  const options = await resolveConfig(page)
  const text = await format(markdown, { ...options, parser: 'markdown' })
  await expect(text).toMatchFileSnapshot(page)
})
