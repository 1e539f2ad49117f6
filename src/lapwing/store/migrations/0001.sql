-- The record, first form. Every start/end is a half-open range of Unicode code points in pages.text.
-- Comments inside the statements stay in the file: `SELECT sql FROM sqlite_master` is the record's own data dictionary.

CREATE TABLE runs (              -- one row for each invocation that wrote
  run_id    TEXT PRIMARY KEY,
  started   TEXT NOT NULL,       -- UTC instant, ISO 8601
  finished  TEXT,                -- UTC instant; null while it runs, or when it was killed
  version   TEXT NOT NULL,       -- digest of code, model and knowledge
  model     TEXT,                -- name of the model, null where none was used
  arguments TEXT NOT NULL        -- the command line
) WITHOUT ROWID;

CREATE TABLE pages (                         -- one row for each input document
  page        INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id TEXT NOT NULL,                 -- the input's own id (file stem for files)
  content     TEXT NOT NULL,                 -- SHA-256 of the text and of the container's metadata
  path        TEXT,                          -- absolute path (and line) it was read from; null for standard input and text given by hand
  version     TEXT NOT NULL,                 -- digest of code, model and knowledge that coded it
  run         TEXT NOT NULL REFERENCES runs (run_id),
  origin      TEXT NOT NULL,                 -- path or path:line as given, for messages
  format      TEXT NOT NULL,                 -- text html jsonl csv parquet warc feed
  title       TEXT,                          -- as the container gives it
  published_value TEXT, published_earliest TEXT, published_latest TEXT,  -- EDTF value and the ISO days that bound it
  published_basis TEXT,                      -- what the date rests on; null: no date known
  url         TEXT,
  outlet      TEXT,
  captions    TEXT NOT NULL,                 -- JSON [[start, end], ...] where the container marks captions
  replaced    INTEGER NOT NULL,              -- broken bytes kept as U+FFFD
  text        TEXT NOT NULL,                 -- the raw text everything points into
  html        BLOB                           -- zlib of the markup the text was extracted from
);
CREATE UNIQUE INDEX pages_content ON pages (document_id, content);
CREATE INDEX pages_path ON pages (document_id, path) WHERE path IS NOT NULL;

CREATE TABLE articles (                      -- articles found on a page, each passage once
  article    INTEGER PRIMARY KEY AUTOINCREMENT,
  page       INTEGER NOT NULL REFERENCES pages (page) ON DELETE CASCADE,
  number     INTEGER NOT NULL,               -- index of the article in the document
  title_start INTEGER, title_end INTEGER,
  title      TEXT,                           -- the words of the title, for lists
  byline_start INTEGER, byline_end INTEGER,
  dateline_start INTEGER, dateline_end INTEGER,
  published_value TEXT, published_earliest TEXT, published_latest TEXT, published_basis TEXT,
  language   TEXT,                           -- ISO 639-1
  UNIQUE (page, number)
);

CREATE TABLE passages (                      -- captions, credits and paragraphs of an article
  article  INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
  kind     TEXT NOT NULL,                    -- body caption credit
  position INTEGER NOT NULL,                 -- order in the list
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (article, kind, position)
) WITHOUT ROWID;

CREATE TABLE sentences (                     -- sentences in which an event was found
  sentence INTEGER PRIMARY KEY AUTOINCREMENT,
  page     INTEGER NOT NULL REFERENCES pages (page) ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  text     TEXT NOT NULL,
  UNIQUE (page, start, "end")
);

CREATE TABLE events (                        -- narrow on purpose: filters scan it
  event      INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id   TEXT NOT NULL,                  -- stable: same input and version give the same id
  page       INTEGER NOT NULL REFERENCES pages (page) ON DELETE CASCADE,
  article    INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
  sentence   INTEGER NOT NULL REFERENCES sentences (sentence),
  type       TEXT NOT NULL,                  -- PLOVER event type
  mode       TEXT,                           -- PLOVER mode, null where none
  quad       INTEGER NOT NULL,               -- 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
  score      REAL NOT NULL,                  -- conflict-cooperation scale
  status     TEXT NOT NULL,                  -- actual planned hypothetical negated
  certainty  TEXT NOT NULL,                  -- stated alleged
  source_kind TEXT NOT NULL,                 -- kind of the innermost source, "outlet" where the outlet speaks for itself
  earliest   TEXT, latest TEXT,              -- ISO days that bound the event's own times; both null: the text gives none
  published  TEXT,                           -- ISO day the article is dated, null: unknown
  confidence REAL NOT NULL,                  -- calibrated probability
  quoted     INTEGER NOT NULL,               -- 1: trigger inside direct quotation
  killed INTEGER, injured INTEGER, arrested INTEGER, size INTEGER,  -- numbers in the text, else null
  same_as    TEXT,                           -- event_id of the first mention in the document
  trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  "trigger"  TEXT NOT NULL,
  contexts   TEXT NOT NULL,                  -- JSON list of PLOVER contexts
  because    TEXT NOT NULL                   -- JSON list: what decided
);
CREATE INDEX events_id ON events (event_id);
CREATE INDEX events_page ON events (page);
CREATE INDEX events_article ON events (article);
CREATE INDEX events_sentence ON events (sentence);
CREATE INDEX events_type ON events (type, mode);
CREATE INDEX events_earliest ON events (earliest);
CREATE INDEX events_latest ON events (latest);
CREATE INDEX events_published ON events (published);
CREATE INDEX events_same ON events (same_as) WHERE same_as IS NOT NULL;

CREATE TABLE parties (                       -- actors and recipients
  event    INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
  role     TEXT NOT NULL,                    -- actor recipient
  position INTEGER NOT NULL,                 -- order in the list
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL COLLATE NOCASE,
  entity_id TEXT,
  entity   TEXT COLLATE NOCASE,              -- full name
  country  TEXT,                             -- ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC
  sectors  TEXT NOT NULL,                    -- JSON list of PLOVER sectors
  as_of    TEXT,                             -- ISO day on which the office was looked up
  basis    TEXT,
  implicit INTEGER NOT NULL,                 -- 1: taken from outside the sentence
  PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE INDEX parties_country ON parties (country, event);
CREATE INDEX parties_entity ON parties (entity, event);
CREATE INDEX parties_text ON parties (text, event);
CREATE INDEX parties_entity_id ON parties (entity_id, event) WHERE entity_id IS NOT NULL;

CREATE TABLE places (                        -- where an event takes place
  event    INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL COLLATE NOCASE,
  name     TEXT COLLATE NOCASE,
  country  TEXT,
  lat REAL, lon REAL,                        -- WGS 84 degrees; null where only a region is known
  geonameid INTEGER,
  precision TEXT,                            -- point district region country sea unknown
  basis    TEXT,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE INDEX places_country ON places (country, event);
CREATE INDEX places_name ON places (name, event);
CREATE INDEX places_text ON places (text, event);

CREATE TABLE times (                         -- when an event takes place
  event    INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  value    TEXT,                             -- EDTF
  earliest TEXT, latest TEXT,                -- ISO days
  basis    TEXT NOT NULL,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE TABLE sources (                       -- who says so: the chain, outermost first, the outlet left out
  event    INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  entity   TEXT COLLATE NOCASE,
  kind     TEXT NOT NULL,                    -- person organization anonymous document
  cue      TEXT,                             -- reporting word
  PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE INDEX sources_entity ON sources (entity, event);

CREATE TABLE skipped (                       -- what was read and not kept, and why
  page     INTEGER REFERENCES pages (page) ON DELETE CASCADE,  -- null: no page came of it
  path     TEXT,                             -- absolute path (and line), where no page came of it
  stage    TEXT NOT NULL,                    -- pages articles reading coding store
  reason   TEXT NOT NULL,
  document_id TEXT,
  origin   TEXT,
  detail   TEXT,
  start INTEGER, "end" INTEGER,
  run      TEXT NOT NULL REFERENCES runs (run_id)
);
CREATE INDEX skipped_page ON skipped (page) WHERE page IS NOT NULL;
CREATE UNIQUE INDEX skipped_once ON skipped
  (ifnull(path, ''), stage, reason, ifnull(document_id, ''), ifnull(detail, ''), ifnull(start, -1)) WHERE page IS NULL;

CREATE TABLE state (                         -- single values the record keeps about itself
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO state VALUES ('record_id', lower(hex(randomblob(16))));  -- which record a Parquet mirror was written from
INSERT INTO state VALUES ('generation', '0');                        -- grows when events are taken out; the mirror is then rebuilt

CREATE VIEW article_texts AS                 -- what full-text search sees of an article
SELECT a.article AS article, a.title AS title,
  (SELECT group_concat(substr(p.text, s.start + 1, s."end" - s.start), char(10))
     FROM (SELECT start, "end" FROM passages WHERE article = a.article AND kind <> 'credit' ORDER BY kind, position) s) AS body
FROM articles a JOIN pages p USING (page);

CREATE VIRTUAL TABLE article_search USING fts5 (
  title, body, content='article_texts', content_rowid='article', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE sentence_search USING fts5 (
  text, content='sentences', content_rowid='sentence', tokenize='porter unicode61 remove_diacritics 2');
