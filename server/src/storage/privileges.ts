import { escapeIdentifier } from 'pg'
import { StartupError } from '../errors.js'
import { type Database, DatabaseError, NOT_PERMITTED, type Transaction } from './database.js'
import { PLATFORM_ROLE } from './session.js'

// The privileges that an ordinary PostgreSQL user needs to run the server. The server checks all of
// them before it listens. A missing privilege then produces a message with the statements to run,
// and not a failed request.

/**
 * The privileges of the platform role on each table and view. A test compares them
 * with the migrations.
 */
const rights: Readonly<Record<string, readonly string[]>> = {
  'select, insert, update, delete': [
    'members',
    'removed_members',
    'inboxes',
    'registers',
    'memberships',
    'mutes',
    'comments',
    'notifications',
    'broadcasts',
    'receipts',
    'commands',
    'events',
    'idempotency',
  ],
  'select, update': ['platforms'],
  select: ['lineage', 'inbox_parts', 'inbox_rows'],
}

interface Facts {
  readonly user: string
  readonly schema: string
  readonly mayCreateTables: boolean
  readonly mayCreateRoles: boolean
  readonly hasRole: boolean
  readonly isRoleUnbound: boolean
}

/**
 * Checks that the user may connect to the database.
 *
 * @param url - the URL with the names of the database and the user
 * @throws {StartupError} with the statement to run, if the user may not connect
 * @throws {DatabaseError} if the database is out of reach, or does not know the user
 */
export async function checkConnection(database: Database, url: string): Promise<void> {
  try {
    await database.transaction(null, (transaction) => transaction.query('select 1'))
  } catch (error) {
    if (!isNotPermitted(error)) throw error
    const { pathname, username } = new URL(url)
    const name = escapeIdentifier(decodeURIComponent(username))
    throw refusal(`The user ${name} may not connect to the database.`, [
      `GRANT CONNECT ON DATABASE ${escapeIdentifier(decodeURIComponent(pathname.slice(1)))} TO ${name};`,
    ])
  }
}

const isNotPermitted = (error: unknown): boolean =>
  error instanceof DatabaseError && error.state === NOT_PERMITTED

/**
 * Checks that the user may create the tables and the platform role, and may act as that role.
 *
 * @throws {StartupError} with the statements to run, if a privilege is missing
 */
export async function preparePrivileges(transaction: Transaction): Promise<void> {
  const facts = await readFacts(transaction)
  const { user, schema, mayCreateTables, mayCreateRoles, hasRole, isRoleUnbound } = facts
  const name = escapeIdentifier(user)
  if (!mayCreateTables)
    throw refusal(`The user ${name} may not create tables in the schema ${schema}.`, [
      `GRANT USAGE, CREATE ON SCHEMA ${escapeIdentifier(schema)} TO ${name};`,
    ])
  const foreign = await readForeignTables(transaction)
  if (foreign.length > 0)
    throw refusal(
      `The tables belong to another user than ${name}.`,
      foreign.map((table) => `ALTER TABLE ${escapeIdentifier(schema)}.${table} OWNER TO ${name};`),
    )
  if (isRoleUnbound)
    throw refusal(`The role ${PLATFORM_ROLE} sees all platforms.`, [
      `ALTER ROLE ${PLATFORM_ROLE} NOSUPERUSER NOBYPASSRLS;`,
    ])
  const create = `CREATE ROLE ${PLATFORM_ROLE} NOLOGIN;`
  const grant = `GRANT ${PLATFORM_ROLE} TO ${name};`
  if (!hasRole && !mayCreateRoles)
    throw refusal(`The role ${PLATFORM_ROLE} is missing, and the user ${name} may not create it.`, [
      create,
      grant,
    ])
  if (!hasRole) await createRole(transaction)
  // Since PostgreSQL 16, a user who creates a role cannot switch to it before granting
  // it to themselves.
  if (await isPermitted(transaction, [`set local role ${PLATFORM_ROLE}`])) return
  if (await isPermitted(transaction, [grant, `set local role ${PLATFORM_ROLE}`]))
    await transaction.query(grant)
  else throw refusal(`The user ${name} may not act as the role ${PLATFORM_ROLE}.`, [grant])
}

/**
 * Checks that the platform role may use the tables. It may not in a database that was restored
 * without its privileges, or in a schema that was closed to the public.
 *
 * @throws {StartupError} with the statements to run, if a privilege is missing
 */
export async function checkPlatformRole(transaction: Transaction): Promise<void> {
  const { schema } = await readFacts(transaction)
  const statements: string[] = []
  const [{ isOpen } = { isOpen: false }] = await transaction.query<{ isOpen: boolean }>(
    `select has_schema_privilege('${PLATFORM_ROLE}', $1, 'usage') as "isOpen"`,
    [schema],
  )
  if (!isOpen)
    statements.push(`GRANT USAGE ON SCHEMA ${escapeIdentifier(schema)} TO ${PLATFORM_ROLE};`)
  for (const [privileges, tables] of Object.entries(rights)) {
    const missing = await readWithout(transaction, privileges, tables)
    if (missing.length > 0)
      statements.push(
        `GRANT ${privileges.toUpperCase()} ON ${missing.join(', ')} TO ${PLATFORM_ROLE};`,
      )
  }
  if (statements.length > 0)
    throw refusal(`The role ${PLATFORM_ROLE} may not use all tables.`, statements)
}

/** Returns the tables on which the platform role lacks at least one of the privileges. */
async function readWithout(
  transaction: Transaction,
  privileges: string,
  tables: readonly string[],
): Promise<string[]> {
  const rows = await transaction.query<{ name: string }>(
    `select name from unnest($1::text[]) as name where not (
      select bool_and(has_table_privilege('${PLATFORM_ROLE}', name, privilege))
      from unnest($2::text[]) as privilege)`,
    [tables, privileges.split(', ')],
  )
  return rows.map(({ name }) => name)
}

async function readFacts(transaction: Transaction): Promise<Facts> {
  const [facts] = await transaction.query<Facts>(
    `select current_user as "user",
      coalesce(current_schema(), 'public') as schema,
      coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreateTables",
      (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
        as "mayCreateRoles",
      exists (select from pg_roles where rolname = '${PLATFORM_ROLE}') as "hasRole",
      exists (select from pg_roles where rolname = '${PLATFORM_ROLE}' and (rolsuper or rolbypassrls))
        as "isRoleUnbound"`,
  )
  if (!facts) throw new Error('the database returned no row about the current user')
  return facts
}

/**
 * Returns this server's tables and views that the user does not own and cannot
 * alter as their owner.
 */
async function readForeignTables(transaction: Transaction): Promise<string[]> {
  const rows = await transaction.query<{ name: string }>(
    `select relname as name from pg_class
    where relnamespace = to_regnamespace(quote_ident(current_schema())) and relkind in ('r', 'v')
      and relname = any ($1) and not pg_has_role(current_user, relowner, 'usage')
    order by relname`,
    [['meta', 'api_keys', ...Object.values(rights).flat()]],
  )
  return rows.map(({ name }) => name)
}

/**
 * Creates the platform role. Roles belong to the whole cluster, so another database may create the
 * same role at this moment.
 */
const createRole = (transaction: Transaction): Promise<unknown> =>
  transaction.query(
    `do $$ begin
      create role ${PLATFORM_ROLE} nologin nosuperuser nobypassrls;
    exception when duplicate_object or unique_violation then null;
    end $$`,
  )

/** Tests whether the user may run statements, and rolls them back. */
async function isPermitted(
  transaction: Transaction,
  statements: readonly string[],
): Promise<boolean> {
  await transaction.query('savepoint attempt')
  try {
    for (const statement of statements) await transaction.query(statement)
    return true
  } catch (error) {
    if (isNotPermitted(error)) return false
    throw error
  } finally {
    await transaction.query('rollback to savepoint attempt')
  }
}

/** Creates the error of a failed start, with the statements that fix it. */
const refusal = (fault: string, statements: readonly string[]): StartupError =>
  new StartupError(
    `${fault} Run this in the database as a user who may, such as a superuser:\n${statements
      .map((statement) => `  ${statement}`)
      .join('\n')}`,
  )
