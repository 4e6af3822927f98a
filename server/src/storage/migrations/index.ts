import { initial } from './0001-initial.js'
import { searchText } from './0002-search-text.js'
import { goneUntilNextCall } from './0003-gone-until-next-call.js'
import type { Migration } from './migration.js'

/** All migrations, in order. */
export const migrations: readonly Migration[] = [initial, searchText, goneUntilNextCall]
