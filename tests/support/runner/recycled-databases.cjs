// An embedded database takes as long to begin with as most tests take in all. So the ones in memory go on: whoever closes one gives it
// back, it is emptied, and the next connector of this worker begins with it. To whoever closed it, it is as closed as any other.
// A test of the database itself has one of its own: WAVE_SYNC_TEST_NEW_DATABASE.
const { PGlite } = require("@electric-sql/pglite");

const create = PGlite.create.bind(PGlite);
// A test may put others in their place.
const { clearTimeout, setTimeout } = globalThis;
/** By their settings, databases that nobody has now. */
const free = new Map();
/** When a worker has run no test for so long, it has run its last one: an open database would keep it from ending. */
const REST_MS = 20;
let closing;
/** Whoever still works on one when it is given back keeps it: it is not waited for any longer. */
const PATIENCE_MS = 5_000;
const TABLES =
  "select format('wave_sync.%I', tablename) as name from pg_tables where schemaname = 'wave_sync' and tablename <> 'migration'";
/** What a test might have done to the tables themselves; such a database goes to nobody else. */
const SHAPE = `select md5(string_agg(thing, ',' order by thing)) as shape from (
  select format('class %s %s', relname, relkind) as thing from pg_class where relnamespace = 'wave_sync'::regnamespace
  union all select format('column %s %s %s', attrelid, attname, atttypid) from pg_attribute
    join pg_class on pg_class.oid = attrelid where relnamespace = 'wave_sync'::regnamespace
  union all select format('constraint %s', conname) from pg_constraint where connamespace = 'wave_sync'::regnamespace
  union all select format('trigger %s', tgname) from pg_trigger union all select format('trigger %s', evtname) from pg_event_trigger
  union all select format('function %s', oid) from pg_proc where pronamespace in ('wave_sync'::regnamespace, 'public'::regnamespace)
  union all select format('schema %s', nspname) from pg_namespace where nspname not like 'pg\\_%'
  union all select format('migration %s', number) from wave_sync.migration) as things`;

PGlite.create = async (folder, options = {}) => {
  const isNew = process.env.WAVE_SYNC_TEST_NEW_DATABASE === "yes";
  if (isNew || folder !== "memory://" || !options.loadDataDir) return create(folder, options);
  const settings = JSON.stringify(options.postgresqlconf ?? []);
  const kept = free.get(settings)?.pop();
  if (kept) return lent(kept, settings);
  const database = await create(folder, options);
  return lent({ database, shape: await shapeOf(database) }, settings);
};

const shapeOf = async (database) => (await database.query(SHAPE)).rows[0].shape;

/** The database for one who may close it. */
function lent(kept, settings) {
  let isClosed = false;
  const close = async () => {
    if (isClosed) throw new Error("PGlite is closed");
    isClosed = true;
    const isEmpty = await within(PATIENCE_MS, emptied(kept)).catch(() => false);
    if (isEmpty) free.set(settings, [...(free.get(settings) ?? []), kept]);
    else await kept.database.close().catch(() => {});
  };
  return new Proxy(kept.database, {
    get(database, name) {
      if (name === "close") return close;
      if (name === "closed") return isClosed;
      const value = Reflect.get(database, name, database);
      if (typeof value !== "function") return value;
      return (...given) => {
        if (isClosed) throw new Error("PGlite is closed");
        return value.apply(database, given);
      };
    },
  });
}

/** As it was at first; false where it cannot be. */
async function emptied({ database, shape }) {
  if ((await shapeOf(database)) !== shape) return false;
  const names = (await database.query(TABLES)).rows.map(({ name }) => name);
  await database.exec(names.map((name) => `delete from ${name}`).join("; "));
  // Rows are found in the order in which they lie: pages are emptied, too.
  await database.exec(`vacuum ${names.join(", ")}`);
  await database.exec("discard all");
  // Nobody else ever writes one, and the log of what was written would grow in memory.
  await database.exec("checkpoint");
  return true;
}

function within(ms, work) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms, false)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A file of tests begins. */
exports.begin = () => clearTimeout(closing);

/** A file of tests has ended. */
exports.end = () => {
  clearTimeout(closing);
  closing = setTimeout(() => {
    const kept = [...free.values()].flat();
    free.clear();
    for (const { database } of kept) database.close().catch(() => {});
  }, REST_MS);
};
