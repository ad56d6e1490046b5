// Before all tests: one connector is started and stopped, so that every other one begins with its database instead of making its own.
// Making an embedded database takes seconds; copying one does not.
const { execFileSync, spawn } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.resolve(__dirname, "../..");
const MIGRATIONS = path.join(ROOT, "connector/database/migrations");
const OUT = path.join(ROOT, "out");
const PROGRAM = path.join(ROOT, "dist/bin/wave-sync.cjs");
const QUICK_START = path.join(__dirname, "runner/quick-start.cjs");
const READY = /listens at/;

/** The template belongs to one build (other migrations, another database), and to the way it is made here. */
function templateFolder() {
  const made = createHash("sha256").update(fs.readFileSync(PROGRAM)).update(fs.readFileSync(__filename));
  return path.join(OUT, `data-template-${made.digest("hex").slice(0, 16)}`);
}

/** A data folder as a connector leaves it that was never connected. */
async function makeDataFolder(folder) {
  const env = { ...process.env, WAVE_SYNC_DATA: folder, WAVE_SYNC_PORT: "0", WAVE_SYNC_ADMIN_PORT: "0" };
  const connector = spawn(process.execPath, [PROGRAM, "serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  await new Promise((resolve, reject) => {
    const hear = (text) => READY.test((said += text)) && resolve();
    connector.stdout.on("data", hear);
    connector.stderr.on("data", hear);
    connector.once("exit", () => reject(new Error(`The connector ended before it was ready:\n${said}`)));
  });
  const ended = new Promise((resolve) => connector.once("exit", resolve));
  connector.kill("SIGTERM");
  await ended;
}

/**
 * The same database as one file, which an embedded database in memory can begin with. What databases are made from is left out
 * first: nobody makes another one, and it is the larger half of all that every test copies.
 */
function dump(folder, file) {
  const script = `require("@electric-sql/pglite").PGlite.create(process.argv[1]).then(async (db) => {
    await db.exec("update pg_database set datistemplate = false where datname like 'template%'");
    for (const name of ["template0", "template1"]) await db.exec("drop database " + name);
    require("node:fs").writeFileSync(process.argv[2], Buffer.from(await (await db.dumpDataDir("none")).arrayBuffer()));
    await db.close();
  })`;
  execFileSync(process.execPath, ["-e", script, path.join(folder, "postgres"), file], { cwd: ROOT });
}

/** For every program that tests start. */
function useQuickStart() {
  const { NODE_OPTIONS: options = "" } = process.env;
  process.env.NODE_OPTIONS = `${options} --require ${JSON.stringify(QUICK_START)}`.trim();
}

module.exports = async () => {
  if (!fs.existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: run "npm run build" first.`);
  const built = fs.statSync(PROGRAM).mtimeMs;
  for (const file of fs.readdirSync(MIGRATIONS, { recursive: true }))
    if (fs.statSync(path.join(MIGRATIONS, file)).mtimeMs > built)
      throw new Error(`The database's tables (${file}) are newer than the build: run "npm run build" first.`);
  const folder = templateFolder();
  const database = `${folder}.tar`;
  if (!fs.existsSync(database)) {
    fs.mkdirSync(OUT, { recursive: true });
    const beside = fs.mkdtempSync(path.join(OUT, "data-"));
    try {
      await makeDataFolder(beside);
      dump(beside, `${beside}.tar`);
      if (!fs.existsSync(folder)) fs.cpSync(beside, folder, { recursive: true });
      // Last: whoever finds the file finds both.
      fs.renameSync(`${beside}.tar`, database);
    } finally {
      fs.rmSync(beside, { recursive: true, force: true });
    }
  }
  useQuickStart();
  process.env.WAVE_SYNC_TEST_DATABASE = database;
  process.env.WAVE_SYNC_TEST_DATA_FOLDER = folder;
};
